"""Makes instances of workflows with the generator of WfCommons, for WfFormatTest and by hand.

    pip install wfcommons      (1.0 writes WfFormat 1.4, later ones 1.5 and above)
    python wfcommons-instances.py FOLDER [RECIPE TASKS]...

Without recipes it makes one of each that the installed version has.
"""

import json
import pathlib
import random
import sys

import numpy
import scipy.stats

# Older versions know a distribution by the name that newer ones of SciPy no longer have.
if not hasattr(scipy.stats, "trapz"):
    scipy.stats.trapz = scipy.stats.trapezoid

import wfcommons.wfchef.recipes as recipes
from wfcommons import WorkflowGenerator


def make(folder, recipe, tasks):
    random.seed(7)
    numpy.random.seed(7)
    factory = getattr(recipes, recipe + "Recipe")
    workflow = WorkflowGenerator(factory.from_num_tasks(tasks)).build_workflow()
    file = folder / f"{recipe.lower()}.json"
    workflow.write_json(file)
    instance = json.loads(file.read_text())
    instance.pop("author", None)
    file.write_text(json.dumps(instance, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{file}: WfFormat {instance['schemaVersion']}, {file.stat().st_size} bytes")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(zip(sys.argv[2::2], map(int, sys.argv[3::2])))
    for name in sorted(vars(recipes)):
        if not sys.argv[2:] and name.endswith("Recipe"):
            wanted.append((name.removesuffix("Recipe"), 150))
    for recipe, tasks in wanted:
        make(folder, recipe, tasks)


main()
