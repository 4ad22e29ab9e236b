// Members are dealt out whole, once, and each block to one mill.
import { expect, test } from 'vitest';
import { Ensembles, nextSize } from '../../src/core/ensembles';

test('sizes grow to what was asked for', () => {
  const stages = (most: number, each: number) => {
    const all: number[] = [];
    for (let n = 0; n < most; all.push(n)) n = nextSize(n, most, each);
    return all;
  };
  expect(stages(200, 100)).toEqual([8, 30, 60, 120, 200]);
  expect(stages(200, 6)).toEqual([8, 30, 120, 200]);
  expect(stages(200, 5.5)).toEqual([8, 30, 120, 200]);
  expect(stages(200, 5)).toEqual([30, 200]);
  expect(stages(200, 3.4)).toEqual([30, 200]);
  expect(stages(200, 2)).toEqual([30, 200]);
  expect(stages(60, 0.1)).toEqual([30, 60]);
  expect(stages(200, Infinity)).toEqual([8, 30, 60, 120, 200]);
  expect(stages(60, 100)).toEqual([8, 30, 60]);
  expect(stages(5, 1)).toEqual([5]);
});

test('every member of policy and reference is simulated once, whatever the sizes', () => {
  for (const mills of [1, 2, 3])
    for (const block of [2, 4]) {
      const ensembles = new Ensembles(3);
      const { key: policy } = ensembles.find({ id: 'a' }, 90);
      const { key: reference } = ensembles.find({ id: 'b' }, 90);
      const seen = new Map<string, number>();
      for (const size of [8, 30, 60, 90]) {
        const tasks = ensembles.missing(policy, reference, size, 90, block, mills);
        for (const [mill, list] of tasks.entries())
          for (const task of list) {
            expect((task.first / block) % mills).toBe(mill);
            if (task.key === policy) expect(ensembles.has(reference, task.first)).toBe(true);
            ensembles.took(task.key, task.first);
            for (let m = task.first; m < task.first + task.members; ++m) {
              const id = `${task.key} ${m}`;
              expect(seen.has(id)).toBe(false);
              seen.set(id, mill);
            }
          }
        for (let m = 0; m < size; ++m) expect(seen.has(`${policy} ${m}`) && seen.has(`${reference} ${m}`)).toBe(true);
      }
      expect(seen.size).toBe(180);
    }
});

test('a scenario compared with itself is simulated once', () => {
  const ensembles = new Ensembles(3);
  const { key } = ensembles.find({ id: 'a' }, 90);
  expect(ensembles.missing(key, key, 8, 8, 4, 2).flat()).toHaveLength(2);
});

test('the least recently used ensembles are given up, never those in use', () => {
  const ensembles = new Ensembles(3);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => ensembles.find({ id }, 90).key);
  ensembles.find({ id: 'a' }, 90);
  expect(ensembles.surplus([c ?? -1, d ?? -1])).toEqual([b]);
  expect(ensembles.find({ id: 'a' }, 90)).toEqual({ key: a, isNew: false });
  expect(ensembles.find({ id: 'b' }, 90).isNew).toBe(true);
  expect(ensembles.took(b ?? -1, 0)).toBe(false);
});

test('an ensemble of a comparison is too small for the map', () => {
  const ensembles = new Ensembles(3);
  const { key } = ensembles.find({ id: 'a' }, 60);
  expect(ensembles.find({ id: 'a' }, 200).isNew).toBe(true);
  expect(ensembles.find({ id: 'a' }, 60)).toEqual({ key, isNew: false });
});
