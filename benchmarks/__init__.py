"""Measurements, each printing ratios taken in one run; see docs/performance.md."""
