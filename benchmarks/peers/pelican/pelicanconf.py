"""The same pages as everybody: entries, lists by year, category and tag, home, feed."""

SITENAME = "A made portfolio"
SITEURL = "https://example.org"
AUTHOR = "Sam Example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en-gb"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS: list[str] = []

ARTICLE_URL = "entries/{slug}/"
ARTICLE_SAVE_AS = "entries/{slug}/index.html"
SLUGIFY_SOURCE = "basename"
CATEGORY_URL = "categories/{slug}/"
CATEGORY_SAVE_AS = "categories/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
YEAR_ARCHIVE_URL = "years/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
USE_FOLDER_AS_CATEGORY = False

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None

MARKDOWN = {
    "extensions": ["markdown.extensions.meta", "markdown.extensions.tables"],
    "output_format": "html5",
}
