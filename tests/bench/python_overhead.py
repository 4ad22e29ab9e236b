"""What a run from Python costs beyond the program's: python_overhead.py PROGRAM [MEMBERS [REPEATS]]

Both run humala-2012 against its reference with the same settings, alternately. Prints, judges nothing:
the program's and balloon.run's own "seconds" (simulation and ledger), wall time from start to end, and
what Python adds: between asking and having every outcome as arrays, less those seconds and less what
the program, too, spends on reading its data.
"""

import json
import statistics
import subprocess
import sys
import time

begin = time.perf_counter()
import balloon  # noqa: E402

IMPORT = time.perf_counter() - begin

program = sys.argv[1]
members = int(sys.argv[2]) if len(sys.argv) > 2 else 200
repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 5
arguments = ["run", "humala-2012", "--no-readings", "--members", str(members), "--json", "--no-report"]


def native():
    start = time.perf_counter()
    done = subprocess.run([program, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start, json.loads(done.stdout)


def python():
    start = time.perf_counter()
    ensemble = balloon.run("humala-2012", members=members, readings=False)
    ran = time.perf_counter()
    arrays = [ensemble.outcome(name, arm) for name in ensemble.outcomes for arm in range(len(ensemble.arms))]
    ensemble.ledger
    end = time.perf_counter()
    return end - start, end - ran, len(arrays), ensemble


rows = []
for _ in range(repeats):
    wall, document = native()
    python_wall, views, arrays, ensemble = python()
    assert ensemble.outcome_hash == document["outcome_hash"]
    rows.append((wall, document["seconds"], python_wall, ensemble.seconds, views))

wall, seconds, python_wall, python_seconds, views = (statistics.median(column) for column in zip(*rows))
print(f"humala-2012, {members} members, 2 arms, {document['threads']} threads; medians of {repeats}, in seconds")
print(f"  program:     wall {wall:6.3f}  simulation and ledger {seconds:6.3f}  the rest {wall - seconds:6.3f}")
print(
    f"  balloon.run: wall {python_wall:6.3f}  simulation and ledger {python_seconds:6.3f}  "
    f"the rest {python_wall - python_seconds:6.3f}"
)
print(f"  of it {arrays} arrays and the ledger as a dict: {views:.4f}; import balloon, once: {IMPORT:.3f}")
pairs = [(p - s) - (w - n) for w, n, p, s, v in rows]
print(f"  Python adds {statistics.median(pairs):+.4f} s, {100 * statistics.median(pairs) / wall:+.2f} % of the program's wall time")
