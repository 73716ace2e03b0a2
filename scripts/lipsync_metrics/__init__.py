"""Lip-sync metrics of any system that writes curves, against speech whose phone times are known.

All figures are free of scale: the gap between the lips is measured against its own 90th percentile
in speech, so the strength of a face does not matter. `measure.measure` takes curves and alignments
and gives `measure.Scores`.
"""
