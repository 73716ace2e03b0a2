"""Any head speaks: correspondence, fitting, wrapping and the transfer of shapes between meshes."""
