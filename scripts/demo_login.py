"""Make the demo's login and print where to go with it; with --check-port only see whether the port is free."""

import os
import secrets
import socket
import sys
from pathlib import Path

NAME = "demo"
#: One of each role, to see the desk as they see it: login, family name, given name, group.
MEMBERS = [
    ("jizhe", "许", "禾", "记者"),
    ("bianji", "白", "露", "责任编辑"),
    ("zhuren", "韩", "冬", "部门主任"),
    ("zongbian", "沈", "砚秋", "总编辑"),
    ("daoru", "纪", "小满", "导入员"),
]


def check_port(port: int) -> None:
    with socket.socket() as probe:
        # As gunicorn does, or a server stopped a moment ago would still seem to run.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(
                f"端口 {port} 不能用（{error.strerror}）；换一个：make demo PORT={port + 1}\n"
                f"Port {port} cannot be used ({error.strerror}); take another: make demo PORT={port + 1}"
            )


def password_of(path: Path) -> str:
    """The password kept at ``path``, made on first use: nobody shall know a demo's password beforehand."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text().strip()


def make_members(users, password: str) -> None:
    from django.contrib.auth.models import Group

    for login, family, given, role in MEMBERS:
        if not users.filter(username=login).exists():
            names = {"last_name": family, "first_name": given, "is_staff": True}
            member = users.create_user(login, password=password, **names)
            member.groups.add(Group.objects.get(name=role))


def main(port: int) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model

    password = password_of(settings.DATA_DIR / "demo_password")
    users = get_user_model().objects
    user = users.filter(username=NAME).first() or users.create_superuser(NAME, password=password)
    make_members(users, password)
    if not user.check_password(password):
        password = "（已另行修改 / changed since）"
    print(
        f"\n  网站 Site      http://127.0.0.1:{port}/\n"
        f"  后台 Admin     http://127.0.0.1:{port}/admin/\n"
        f"  用户名 Login    {NAME}\n"
        f"  密码 Password  {password}\n"
        f"  岗位 Roles     {'、'.join(f'{login} {role}' for login, *_, role in MEMBERS)}\n"
        "                 （同一密码 / same password）\n"
        "  按 Ctrl+C 停止 / Ctrl+C stops it\n",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1] == "--check-port":
        check_port(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
