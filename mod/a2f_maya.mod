+ MAYAVERSION:2024 a2f_maya 0.1.0 ..
PYTHONPATH +:= .
PYTHONPATH +:= site-packages/cp310
scripts: scripts
plug-ins: plug-ins
icons: icons

+ MAYAVERSION:2025 a2f_maya 0.1.0 ..
PYTHONPATH +:= .
PYTHONPATH +:= site-packages/cp311
scripts: scripts
plug-ins: plug-ins
icons: icons

+ MAYAVERSION:2026 a2f_maya 0.1.0 ..
PYTHONPATH +:= .
PYTHONPATH +:= site-packages/cp311
scripts: scripts
plug-ins: plug-ins
icons: icons

+ MAYAVERSION:2027 a2f_maya 0.1.0 ..
PYTHONPATH +:= .
PYTHONPATH +:= site-packages/cp313
scripts: scripts
plug-ins: plug-ins
icons: icons
