"""Russian: 20 ноября 2026, without the «г.» that titles and lists do not need."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
