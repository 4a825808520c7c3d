"""The routes of the review page: who is let in, what is refused, and that nothing is lost."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extractors.review.server import LOOPBACK, PortTaken, listen
from tests.gold_files import ROOT
from tests.review_desk import CHIPS, SMOKE, WATER, asked, decision, lines, session, undecided, with_pdf
from tests.review_site import HERE, PORT, ROUTES, Site, said, shut, site  # noqa: F401

# ---- who is let in


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", "[::1]:4711"])
def test_a_foreign_host_is_refused(shut: Site, method: str, path: str, host: str) -> None:
    assert shut.client.request(method, path, headers={"host": host}).status_code == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:80", f"https://127.0.0.1:{PORT}"])
def test_a_foreign_origin_is_refused(shut: Site, method: str, path: str, origin: str) -> None:
    assert shut.client.request(method, path, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_without_the_cookie_nothing_is_shown(shut: Site, method: str, path: str) -> None:
    stranger = shut.browser(let_in=False)
    assert stranger.request(method, path).status_code == 403
    stranger.cookies.set(shut.door.cookie, "guessed")
    assert stranger.request(method, path).status_code == 403


def test_a_token_works_once_and_the_next_one_is_announced(site: Site) -> None:
    used = site.addresses[0].removeprefix(HERE)
    stranger = site.browser(let_in=False)
    assert stranger.get(used).status_code == 403
    assert stranger.get("/?token=").status_code == stranger.get("/?token=wrong").status_code == 403
    assert len(site.addresses) == 2
    assert stranger.get(site.addresses[-1].removeprefix(HERE)).status_code == 200
    # The browser that has its cookie may come by its history again.
    assert site.client.get(used).status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(shut: Site) -> None:
    answer = shut.browser(let_in=False).get(shut.addresses[-1].removeprefix(HERE), follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie


def test_a_form_of_another_page_is_refused(shut: Site) -> None:
    good = shut.fields(SMOKE) | {"choice": "same|al-0009"}
    for secret in ("", "wrong"):
        assert shut.client.post("/decide", data=good | {"secret": secret}).status_code == 403
        assert shut.client.post("/undo", data={"judgement": "j-0001", "secret": secret}).status_code == 403
    bare = TestClient(shut.app, base_url=HERE, cookies=shut.client.cookies)
    assert bare.post("/decide", data=good).status_code == 403
    assert shut.client.post("/decide", data=good, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert shut.client.post("/decide", content=b"x" * 100_000).status_code == 403
    assert shut.client.get("/decide").status_code == 405
    assert lines(shut.root) == []


@pytest.mark.parametrize("path", ["/", "/assets/review.js", "/assets/nothing.js", "/nowhere"])
def test_every_answer_says_what_may_run_and_that_nothing_is_kept(shut: Site, path: str) -> None:
    for client in (shut.client, shut.browser(let_in=False)):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"


def test_the_page_loads_nothing_from_elsewhere_and_has_no_script_in_it(shut: Site) -> None:
    html = shut.client.get("/").text
    assert not re.search(r'(src|href|action)="(?!/|data:,)', html)
    assert not re.search(r"<script>|\son\w+=|style=", html)
    for name in re.findall(r"/assets/([\w.]+)", html):
        assert shut.client.get(f"/assets/{name}").status_code == 200
    assert shut.client.get("/assets/desk.html").status_code == 404
    assert shut.client.get("/assets/../guard.py").status_code == 404


def test_it_listens_on_loopback_only_and_says_when_the_port_is_taken() -> None:
    opened = listen(0)
    assert opened.getsockname()[0] == LOOPBACK == "127.0.0.1"
    with pytest.raises(PortTaken):
        listen(opened.getsockname()[1])
    opened.close()


# ---- deciding


def test_a_decision_its_effect_and_its_undo(site: Site) -> None:
    answer = site.decide(SMOKE, "rename|al-0009")
    assert "已存 corpus/judgements.csv 第2行 j-0001 · 4 行变动 · 剩 10" in said(answer)
    assert "4 行归入 al-0009" in said(answer)
    assert [line["kind"] for line in lines(site.root)] == ["rename"]
    answer = site.client.post("/undo", data={"secret": site.secret(), "judgement": "j-0001"})
    assert "已撤销 j-0001" in said(answer)
    assert [line["kind"] for line in lines(site.root)] == ["rename", "retract"]
    answer = site.client.post("/undo", data={"secret": site.secret(), "judgement": "j-0001"})
    assert "j-0001 不在文件里，或已撤销；没有写入。" in said(answer)


def test_htmx_gets_the_part_that_changes(site: Site) -> None:
    data = site.fields(SMOKE) | {"choice": "same|al-0009"}
    answer = site.client.post("/decide", data=data, headers={"hx-request": "true"})
    assert answer.text.lstrip().startswith("<main") and "<html" not in answer.text


def test_an_override_without_a_reason_is_not_written(site: Site) -> None:
    for choice in ("different|al-0009", "new|", "successor|al-0009", "same|al-0108"):
        assert "须写理由" in said(site.decide(SMOKE, choice, reason="  "))
    assert "须写理由" in said(site.decide(SMOKE, "same|?", other="al-0108"))
    assert "先写出是哪一家" in said(site.decide(SMOKE, "same|?", other="某联盟", reason="有"))
    assert lines(site.root) == []
    site.decide(SMOKE, "same|?", other="al-0108 水环境治理产业技术创新战略联盟", reason="原文另有说明")
    assert [line["alliance"] for line in lines(site.root)] == ["al-0108"]


def test_an_ambiguous_form_is_limited_unless_told_otherwise(site: Site) -> None:
    site.decide(CHIPS, "same|al-0002", reason="下文", only="1")
    assert lines(site.root)[-1]["names"] == f"{CHIPS}@report-2018"
    site.client.post("/undo", data={"secret": site.secret(), "judgement": "j-0001"})
    site.decide(CHIPS, "same|al-0002", reason="下文")
    assert lines(site.root)[-1]["names"] == CHIPS


@pytest.mark.parametrize("choice", ["same|al-9999", "nonsense|al-0009", "retract|", "same|", "", "same|al-0009;x"])
def test_a_wrong_id_or_kind_is_not_written(shut: Site, choice: str) -> None:
    answer = shut.decide(SMOKE, choice, reason="试试")
    assert answer.status_code == 200 and "没有写入" in said(answer)
    assert lines(shut.root) == []


def test_a_second_tab_is_told_that_the_question_was_decided(site: Site) -> None:
    other = site.browser()
    stale = site.fields(SMOKE, other) | {"choice": "different|al-0009", "reason": "两家"}
    site.decide(SMOKE, "same|al-0009")
    answer = other.post("/decide", data=stale)
    assert "已由 editor 认定（j-0001，同一 al-0009），没有再写入。" in said(answer)
    assert len(lines(site.root)) == 1


def test_two_servers_over_one_corpus(site: Site) -> None:
    theirs = session(site.root, "reviewer")
    stale = site.fields(SMOKE) | {"choice": "same|al-0009"}
    question = asked(theirs, WATER)
    theirs.decide(question.id, question.stamp, decision("misprint", "al-0108", who="reviewer"))
    assert "已存" in said(site.client.post("/decide", data=stale))
    assert [(x["judgement_id"], x["who"]) for x in lines(site.root)] == [("j-0001", "reviewer"), ("j-0002", "editor")]


def test_a_file_spoilt_by_hand_is_said_and_left_alone(site: Site) -> None:
    data = site.fields(SMOKE) | {"choice": "same|al-0009"}
    path = site.root / "corpus" / "judgements.csv"
    path.write_bytes(path.read_bytes() + b"j-0001,same\n")
    spoilt = path.read_bytes()
    assert "第 2 行" in said(site.client.get("/"))
    answer = site.client.post("/decide", data=data)
    assert "没有写入。" in said(answer) and "第 2 行" in said(answer)
    assert path.read_bytes() == spoilt


def test_a_contradiction_shows_both_lines(site: Site) -> None:
    path = site.root / "corpus" / "judgements.csv"
    line = f"j-0001,different,{SMOKE},al-0108,report-2018#panel/25,两家,editor,2026-11-20,\n"
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    answer = site.decide(SMOKE, "same|al-0108", reason="试试")
    assert "第 2 行与第 3 行矛盾" in said(answer)
    assert len(lines(site.root)) == 1


def test_what_is_no_question_any_more(shut: Site) -> None:
    assert "已不在待定之列" in said(shut.client.get("/q/q-0000000000"))
    data = shut.fields(SMOKE) | {"choice": "same|al-0009", "question": "q-0000000000"}
    assert "没有写入" in said(shut.client.post("/decide", data=data))
    assert lines(shut.root) == []


def test_markup_in_names_and_reasons_is_text(tmp_path: Path) -> None:
    root = undecided(tmp_path)
    path = root / "corpus" / "alliances.csv"
    nasty = '<script>alert(1)</script>"><img src=x>产业技术创新战略联盟'
    text = path.read_text("utf-8").replace("重点行业减污降碳产业技术创新战略联盟", '"' + nasty.replace('"', '""') + '"')
    path.write_text(text, "utf-8")
    site = Site(root)
    site.decide(WATER, "different|al-0108", reason="<b>x</b>\u202e‮ </script><script>alert(2)</script>")
    html = site.client.get("/").text
    assert "alert(1)" in html
    assert "<script>alert" not in html and "<img" not in html and "<b>x" not in html
    assert len(lines(root)) == 1


def test_in_english_no_chinese_words_of_ours(tmp_path: Path) -> None:
    site = Site(undecided(tmp_path), "en")
    html = site.client.get("/").text
    assert '<html lang="en">' in html
    for words in ("Open questions", "same code 235 in report-2025", "will change 4 rows", "needs a reason"):
        assert words in html
    assert "待定问题" not in html and "须写理由" not in html


def test_a_place_in_a_pdf_is_shown_on_its_page(tmp_path: Path) -> None:
    site = Site(with_pdf(undecided(tmp_path)), reread=True)
    question = asked(site.session, WATER)
    strip = site.client.get(f"/strip/{question.id}/{question.places[0].where.id}").text
    picture = re.search(r'href="(/picture/report-2018/\d+\.png)"', strip)
    assert picture and "<rect" in strip and WATER in strip
    answer = site.client.get(picture[1])
    assert answer.headers["content-type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert site.client.get("/picture/report-2018/9999.png").status_code == 404
    assert site.client.get("/picture/nobody/1.png").status_code == 404
    assert site.client.get(f"/strip/{question.id}/w-0000000000").text == ""


# ---- the command


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_the_command_prints_its_address_and_ends_cleanly(tmp_path: Path) -> None:
    import signal

    import httpx

    words = ["--root", str(undecided(tmp_path)), "review", "--web"]
    running = subprocess.Popen(
        [sys.executable, "-m", "extractors", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stderr and running.stdout
    assert "正在读语料" in running.stderr.readline().decode()
    address = re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{20,}", running.stderr.readline().decode())
    assert address
    with httpx.Client(follow_redirects=True) as client:
        for _ in range(50):
            try:
                answer = client.get(address[0])
                break
            except httpx.TransportError:
                time.sleep(0.2)
        assert answer.status_code == 200 and SMOKE in answer.text
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 0
    assert out == b""
    assert "已结束：本次认定 0 条，未定 11 个。" in err.decode() and "Traceback" not in err.decode()
