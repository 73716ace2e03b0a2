"""Packaging of Audio2Face for Maya."""

from pathlib import Path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent

EXTRAS = {
    # onnxruntime and onnxruntime-gpu share one folder: install one of the two, never both.
    "cpu": ["onnxruntime>=1.18"],
    "gpu": ["onnxruntime-gpu>=1.18"],
    "usd": ["usd-core>=23.11"],
    "preview": ["Pillow>=10", "imageio-ffmpeg>=0.5"],
}
EXTRAS["test"] = [
    *EXTRAS["cpu"],
    *EXTRAS["usd"],
    *EXTRAS["preview"],
    # The type checker's findings depend on numpy's stubs.
    "numpy==2.2.6; python_version < '3.11'",
    "numpy==2.4.6; python_version >= '3.11'",
    "pytest>=8",
    "hypothesis>=6.100",
    # The Qt of Maya 2025; it has no wheels for later Pythons. Never needed inside Maya.
    "PySide6-Essentials==6.5.3; python_version < '3.12'",
    "PySide6-Essentials==6.8.3; python_version >= '3.12'",
    "ruff==0.17.6",
    "mypy==2.4.1",
    "import-linter>=2.1",
    "onnx>=1.16",
    "ufbx==0.0.5",
    # Peers that the fitting is measured against.
    "trimesh==5.2.0",
    "rtree>=1.3",
    # Published tables of Maya's commands and classes, and programs that were written for Maya.
    "pymel==1.5.0",
    "maya-stubs==0.4.2",
    "al-omx==1.1.0",
    "cmdx==0.6.4",
]

setup(
    name="a2f-maya",
    version="0.1.0",
    description="Audio2Face for Maya: audio in, a believable talking face out",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="MIT",
    python_requires=">=3.10",
    packages=find_packages(include=["a2f_maya", "a2f_maya.*"]),
    package_data={"a2f_maya": ["py.typed", "resources/**/*"]},
    install_requires=["numpy>=1.26", "scipy>=1.11", "soundfile>=0.12", "soxr>=0.3"],
    extras_require=EXTRAS,
    entry_points={"console_scripts": ["a2f = a2f_maya.cli.main:run"]},
)
