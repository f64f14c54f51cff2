from purport.intake.expected import expected_reports


def test_files_count_as_one_and_tables_by_their_rows(tmp_path):
    (tmp_path / "a.txt").write_text("no", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>no", encoding="utf-8")
    (tmp_path / "c.csv").write_text('id,text\n1,"two\nlines"\n2,no\n', encoding="utf-8")
    (tmp_path / "d.jsonl").write_text('{"text": "no"}\n{"text": "no"}', encoding="utf-8")
    assert expected_reports([str(tmp_path)]) == 6
    assert expected_reports([str(tmp_path / "none.txt"), str(tmp_path / "a.txt")]) == 2


def test_what_does_not_say_how_much_it_holds_is_not_guessed(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    (tmp_path / "feed.xml").write_text("<rss/>", encoding="utf-8")
    for path in ("-", "https://a.example/", str(tmp_path / "a.warc"), str(tmp_path / "feed.xml")):
        assert expected_reports([path]) is None
