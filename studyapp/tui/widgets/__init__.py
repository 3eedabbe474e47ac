"""Small widgets that draw through ``tui.safe`` and speak in messages."""
