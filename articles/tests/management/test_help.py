"""Every command explains itself."""

from pathlib import Path

import pytest
from django.core.management import call_command

from articles.management import commands

NAMES = sorted(file.stem for file in Path(commands.__path__[0]).glob("[a-z]*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_command_says_what_it_is_for(name, capsys):
    with pytest.raises(SystemExit) as end:
        call_command(name, "--help")
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert f"{name}" in said
    assert len(said.splitlines()) > 5
