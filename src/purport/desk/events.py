"""Changes of jobs as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from purport.desk.jobs import JobQueue, JobState

EVENT_STREAM = "text/event-stream"
_LEAST_BETWEEN_S = 0.25  # set by hand: whoever listens is told of changes at most so often


async def job_events(jobs: JobQueue) -> AsyncIterator[str]:
    """Yield an event for each job as it is, and then for each change of one."""
    with jobs.listening() as listener:
        yield ": listening\n\n"
        for job in reversed(jobs.jobs()):
            yield _event(job)
        while True:
            for number in await listener.changes():
                changed = jobs.job(number)
                if changed is not None:
                    yield _event(changed)
            await asyncio.sleep(_LEAST_BETWEEN_S)


def _event(job: JobState) -> str:
    told = {"id": job.id, "state": job.state, "good": job.good, "bad": job.bad}
    return f"event: job\ndata: {json.dumps(told)}\n\n"
