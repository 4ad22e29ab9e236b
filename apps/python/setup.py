"""Builds balloon._core with CMake from the sources two folders up; needs cmake, g++ and the headers
that docs/python.md lists. The module needs nothing at run time but the C and C++ libraries."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {
    "BALLOON_PYTHON": "ON",
    "BALLOON_FMT_HEADER_ONLY": "ON",
    "BALLOON_APPS": "OFF",
    "BALLOON_TESTS": "OFF",
    "BALLOON_NETCDF": "OFF",
    "BALLOON_WORKBOOK": "OFF",
    "CMAKE_BUILD_TYPE": "Release",
    "CMAKE_UNITY_BUILD": "ON",
}


class CMakeBuild(build_ext):
    """One module, made by the target balloon_python."""

    def build_extension(self, ext):
        # Compiler and depth are those of the presets, so that ccache lends their objects.
        build = ROOT / "build" / "wheel"
        module = Path(self.get_ext_fullpath(ext.name)).resolve()
        options = [f"-D{key}={value}" for key, value in OPTIONS.items()]
        if "CXX" not in os.environ and shutil.which("g++"):
            options.append("-DCMAKE_CXX_COMPILER=g++")
        if shutil.which("ninja"):
            options.append("-GNinja")
        configure = ["cmake", "-S", ROOT, "-B", build, f"-DPython_EXECUTABLE={sys.executable}", *options]
        jobs = str(self.parallel or os.environ.get("BALLOON_JOBS") or os.cpu_count() or 1)
        subprocess.run(configure, check=True)
        subprocess.run(["cmake", "--build", build, "--target", "balloon_python", "-j", jobs], check=True)
        module.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(build / "python" / "balloon" / module.name, module)
        subprocess.run(["strip", "--strip-unneeded", module], check=True)


version = re.search(r"project\(Balloon VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())
setup(
    version=version.group(1),
    ext_modules=[Extension("balloon._core", [])],
    cmdclass={"build_ext": CMakeBuild},
)
