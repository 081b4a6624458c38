"""The environment decides the settings; each case reads them in a process of its own."""

import ast
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.secret_key import read_or_create_secret_key

ROOT = Path(__file__).resolve().parent.parent.parent

# Names of languages are translated only once the site has started.
SHOW = """
import json
from newsroom import settings
shown = {name: getattr(settings, name) for name in dir(settings) if name.isupper() and name != "LANGUAGES"}
print(json.dumps(shown, default=str))
"""


def variables():
    """The names that settings.py asks the environment for."""
    tree = ast.parse((ROOT / "newsroom/settings.py").read_text("utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if getattr(node.func.value, "id", "") == "env" and node.args and isinstance(node.args[0], ast.Constant)
    }


def example():
    """The variables of .env.example with the defaults written there."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return dict(match.groups() for line in lines if (match := re.fullmatch(r"# ([A-Z_]+)=(.*)", line)))


def run_settings(folder, **environment):
    inherited = {name: value for name, value in os.environ.items() if name not in variables()}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env={**inherited, "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def settings(folder, **environment):
    done = run_settings(folder, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_fresh_clone_is_safe_and_writes_below_one_folder(tmp_path):
    shown = settings(tmp_path)

    assert shown["DEBUG"] is False
    assert shown["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert shown["LANGUAGE_CODE"] == "zh-hans"
    for path in (shown["DATABASES"]["default"]["NAME"], shown["MEDIA_ROOT"], shown["STATIC_ROOT"]):
        assert Path(path).is_relative_to(tmp_path)


def test_sqlite_waits_for_other_writers(tmp_path):
    database = settings(tmp_path)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_database_url_names_postgresql(tmp_path):
    shown = settings(tmp_path, DATABASE_URL="postgres://paper:s%23cret@db.example:5433/qinghe")

    database = shown["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example"
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("paper", "s#cret", "qinghe")
    assert database["PORT"] == 5433
    assert "transaction_mode" not in database.get("OPTIONS", {})


def test_cache_url(tmp_path):
    shown = settings(tmp_path, CACHE_URL=f"filecache://{tmp_path}/cache")

    assert shown["CACHES"]["default"]["LOCATION"] == f"{tmp_path}/cache"


def test_the_address_of_a_reader_is_taken_from_proxies_only_where_there_are_some(tmp_path):
    assert settings(tmp_path)["PROXY_COUNT"] == 0
    assert settings(tmp_path, PROXY_COUNT="2")["PROXY_COUNT"] == 0
    assert settings(tmp_path, BEHIND_TLS_PROXY="true")["PROXY_COUNT"] == 1
    assert settings(tmp_path, BEHIND_TLS_PROXY="true", PROXY_COUNT="2")["PROXY_COUNT"] == 2


def test_lists_and_flags(tmp_path):
    shown = settings(
        tmp_path,
        DEBUG="true",
        ALLOWED_HOSTS="qinghe.example,www.qinghe.example",
        CSRF_TRUSTED_ORIGINS="https://qinghe.example",
        MEDIA_SERVE="false",
    )

    assert shown["DEBUG"] is True
    assert shown["ALLOWED_HOSTS"] == ["qinghe.example", "www.qinghe.example"]
    assert shown["CSRF_TRUSTED_ORIGINS"] == ["https://qinghe.example"]
    assert shown["MEDIA_SERVE"] is False


def test_https_is_insisted_on_behind_a_proxy_only(tmp_path):
    plain = settings(tmp_path)
    proxied = settings(tmp_path, BEHIND_TLS_PROXY="true", HSTS_SECONDS="60")

    assert "SECURE_PROXY_SSL_HEADER" not in plain
    assert proxied["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert proxied["SESSION_COOKIE_SECURE"] is True
    assert proxied["CSRF_COOKIE_SECURE"] is True
    assert proxied["SECURE_HSTS_SECONDS"] == 60


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    first = settings(tmp_path / "data")["SECRET_KEY"]
    second = settings(tmp_path / "data")["SECRET_KEY"]

    path = tmp_path / "data" / "secret_key"
    assert first == second == path.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_key_from_the_environment_is_not_written_down(tmp_path):
    assert settings(tmp_path, SECRET_KEY="shared by two servers")["SECRET_KEY"] == "shared by two servers"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a folder that even root cannot write to")
def test_a_folder_that_cannot_be_written_fails_with_a_sentence_in_both_languages():
    done = run_settings("/proc/newsroom")

    assert done.returncode != 0
    assert "请设置环境变量 SECRET_KEY" in done.stderr
    assert "set SECRET_KEY, or make DATA_DIR writable" in done.stderr


def test_a_folder_below_a_file_fails_with_the_same_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    done = run_settings(tmp_path / "file" / "data")
    assert done.returncode != 0
    assert "请设置环境变量 SECRET_KEY" in done.stderr


def test_a_variable_that_is_set_but_empty_counts_as_not_set(tmp_path):
    assert settings(tmp_path, **dict.fromkeys(variables() - {"DATA_DIR"}, "")) == settings(tmp_path)


def test_an_address_that_is_none_is_refused_in_both_languages(tmp_path):
    done = run_settings(tmp_path, DATABASE_URL="nonsense")
    assert "DATABASE_URL 不是数据库地址" in done.stderr
    assert "DATABASE_URL is no database address" in done.stderr


def test_the_data_folder_may_have_any_name_and_is_relative_to_the_checkout(tmp_path):
    folder = tmp_path / "a#b c"
    assert settings(folder)["DATABASES"]["default"]["NAME"] == str(folder / "newsroom.sqlite3")
    assert settings("var")["DATA_DIR"] == str(ROOT / "var")


def test_pictures_may_come_from_the_server_that_media_url_names(tmp_path):
    policy = settings(tmp_path, MEDIA_URL="https://media.example.cn/paper/")["CONTENT_SECURITY_POLICY"]
    assert "https://media.example.cn" in policy["DIRECTIVES"]["img-src"]


def test_two_processes_that_start_at_once_share_one_key(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"
    really_link = os.link

    def another_process_is_faster(source, target):
        path.write_text("theirs")
        return really_link(source, target)

    monkeypatch.setattr(os, "link", another_process_is_faster)

    assert read_or_create_secret_key(path) == "theirs"


def test_the_example_names_every_variable():
    assert set(example()) == variables()


def test_the_example_states_the_defaults(tmp_path):
    # Folders are named relative to the checkout there, so they are left out here.
    values = {name: value for name, value in example().items() if value and name not in {"DATA_DIR", "MEDIA_ROOT"}}

    assert settings(tmp_path, **values) == settings(tmp_path)


def test_the_data_folder_is_made_also_where_the_secret_key_is_given(tmp_path):
    settings(tmp_path / "var", SECRET_KEY="given")
    assert (tmp_path / "var").is_dir()
