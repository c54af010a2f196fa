"""Figures and exports for trainers and corporations."""
