"""The looks of a corporation's certificates: versions that never change, and certificates that name theirs."""

import io

import pikepdf
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from certificates.template import USUAL, Template
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.people.certificate_language import choose_certificate_language
from proeve.register.finding import find_certificate_file
from proeve.register.templates import (
    CertificateTemplate,
    add_template,
    all_templates,
    find_current_template,
    find_template,
    look_of,
)

DARK = Template(orientation="portrait", accent="#7a1f3d", highlight="#00639b")


@pytest.fixture
async def scope(make, linde):
    """The scope of De Linde's administrator."""
    person = await make.person("Anna||Beheer")
    return Scope(person.id, Role.ADMINISTRATOR, frozenset({linde.id}))


@pytest.fixture
async def session(database):
    """A session of which nothing is kept."""
    async with AsyncSession(database.engine) as session:
        yield session


async def test_without_a_choice_certificates_look_as_usual(session, linde):
    assert look_of(await find_current_template(session, linde.id)) == USUAL


async def test_the_newest_version_is_the_one_in_use(session, scope, linde):
    await add_template(session, scope, USUAL)
    newest = await add_template(session, scope, DARK)
    assert newest.version == 2
    assert look_of(await find_current_template(session, linde.id)) == DARK
    assert [version.version for version in await all_templates(session, scope)] == [2, 1]


async def test_the_look_of_now_saved_again_is_no_new_version(session, scope):
    assert (await add_template(session, scope, DARK)).id == (await add_template(session, scope, DARK)).id


async def test_a_version_cannot_be_changed(session, scope):
    version = await add_template(session, scope, DARK)
    version.accent = "#000000"
    with pytest.raises(TypeError, match="add a version instead"):
        await session.flush()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_only_administrators_choose_a_look(session, linde, role):
    scope = Scope(None, role, frozenset({linde.id}))
    with pytest.raises(NotFound):
        await add_template(session, scope, DARK)
    with pytest.raises(NotFound):
        await all_templates(session, scope)


async def test_the_version_of_another_corporation_is_not_there(session, scope, linde):
    version = await add_template(session, scope, DARK)
    stranger = Scope(None, Role.ADMINISTRATOR, frozenset({linde.id + 1}))
    with pytest.raises(NotFound):
        await find_template(session, stranger, version.id)
    assert await all_templates(session, stranger) == []


async def test_a_certificate_names_the_version_it_was_drawn_with(make, scope, jan, database, operator):
    usual = await make.issued(jan)
    async with database.unit_of_work() as session:
        version = await add_template(session, scope, DARK)
    dark = await make.issued(jan)
    assert (usual.template_version_id, dark.template_version_id) == (None, version.id)
    async with database.reading() as session:
        _, pdf = await find_certificate_file(session, operator, dark.id)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [round(float(edge)) for edge in opened.pages[0].mediabox] == [0, 0, 595, 842]


async def test_a_certificate_speaks_the_language_of_its_holder(make, jan, database):
    async with database.unit_of_work() as session:
        await choose_certificate_language(session, jan.person_id, "en")
    certificate = await make.issued(jan)
    assert certificate.snapshot["language"] == "en"
    assert certificate.snapshot["exam"] == "Client-oriented work"
    assert certificate.snapshot["shown"].startswith("has shown to know")


def test_a_version_keeps_every_part_of_a_look():
    fields = {"orientation": "portrait", "accent": "#7a1f3d", "highlight": "#00639b", "logo": b"png"}
    version = CertificateTemplate(corporation_id=1, version=1, **fields)
    assert version.look == Template(**fields)
