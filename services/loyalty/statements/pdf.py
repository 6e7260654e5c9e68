"""A page as a PDF, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

from services.kit.errors import Away


def pdf_of(html: str) -> bytes:
    """Takes a good part of a second of a core. The page loads nothing. Raises Away where the machine lacks Pango
    (deploy/local/debian-packages.txt)."""
    try:
        # It loads Pango, which a machine may lack: pages and JSON are served there all the same.
        import weasyprint
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise Away("what makes PDFs", str(error)) from error
    nothing = URLFetcher(allowed_protocols=())
    return weasyprint.HTML(string=html, url_fetcher=nothing).write_pdf(pdf_variant="pdf/ua-1")
