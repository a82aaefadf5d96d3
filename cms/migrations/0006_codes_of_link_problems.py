"""Problems of links are kept as codes; until now they were kept in the words of one language."""

from django.db import migrations, models

WORDS = {
    "redirects": ("too many redirects", "слишком много перенаправлений"),
    "private": (
        "the address is not of the public internet",
        "адрес не из открытого интернета",
    ),
    "timeout": ("no answer in time", "нет ответа вовремя"),
    "no_site": ("there is no such site", "такого сайта нет"),
    "certificate": (
        "the certificate of the site is not valid",
        "сертификат сайта недействителен",
    ),
    "silent": ("the site does not answer", "сайт не отвечает"),
}


def to_codes(apps, schema_editor):
    links = apps.get_model("cms", "ExternalLink").objects.using(schema_editor.connection.alias)
    links.exclude(problem="").exclude(status=None).update(problem="status")
    for code, words in WORDS.items():
        links.filter(problem__in=words).update(problem=code)
    links.exclude(problem="").exclude(problem__in=["status", *WORDS]).update(problem="silent")


def to_words(apps, schema_editor):
    links = apps.get_model("cms", "ExternalLink").objects.using(schema_editor.connection.alias)
    for code, (english, _russian) in WORDS.items():
        links.filter(problem=code).update(problem=english)
    for status in links.filter(problem="status").values_list("status", flat=True).distinct():
        links.filter(problem="status", status=status).update(
            problem=f"the site answers {status}"
        )


class Migration(migrations.Migration):
    dependencies = [("cms", "0005_accepted_corrections")]

    operations = [
        migrations.RunPython(to_codes, to_words),
        migrations.AlterField(
            model_name="externallink",
            name="problem",
            field=models.CharField(
                blank=True,
                choices=[
                    ("status", "the site answers with an error"),
                    ("redirects", "too many redirects"),
                    ("private", "the address is not of the public internet"),
                    ("timeout", "no answer in time"),
                    ("no_site", "there is no such site"),
                    ("certificate", "the certificate of the site is not valid"),
                    ("silent", "the site does not answer"),
                ],
                max_length=20,
                verbose_name="problem",
            ),
        ),
    ]
