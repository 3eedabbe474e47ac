"""One repair per file, run as the ordered, named list in ``pipeline``."""
