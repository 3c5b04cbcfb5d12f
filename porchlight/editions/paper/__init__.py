"""Sheets, books and packs to print, as PDF."""
