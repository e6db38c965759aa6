import { expect, test } from '@jest/globals';
import { createCircuitBreaker } from '../../../connectors/lookup/circuit-breaker.ts';

const limits = { failuresToOpen: 3, openForMs: 1000 };

function setUp() {
  let now = 0;
  const breaker = createCircuitBreaker({ now: () => new Date(now) }, limits);
  const fail = (times: number): void => {
    for (let i = 0; i < times; i++) breaker.enter()?.failed();
  };
  return { breaker, fail, pass: (ms: number) => (now += ms) };
}

test('failures in a row open it, a success between them starts the count again', () => {
  const { breaker, fail } = setUp();
  fail(2);
  breaker.enter()?.succeeded();
  fail(2);
  expect(breaker.state()).toBe('closed');
  fail(1);
  expect(breaker.state()).toBe('open');
  expect(breaker.enter()).toBeNull();
});

test('after the pause one request probes, and the others wait for its outcome', () => {
  const { breaker, fail, pass } = setUp();
  fail(3);
  pass(999);
  expect(breaker.enter()).toBeNull();
  pass(1);
  expect(breaker.state()).toBe('half-open');
  const probe = breaker.enter();
  expect(probe).not.toBeNull();
  expect(breaker.enter()).toBeNull();
  probe?.succeeded();
  expect(breaker.state()).toBe('closed');
  expect(breaker.enter()).not.toBeNull();
});

test('a failed probe opens it for another pause', () => {
  const { breaker, fail, pass } = setUp();
  fail(3);
  pass(1000);
  breaker.enter()?.failed();
  expect(breaker.state()).toBe('open');
  pass(1000);
  breaker.enter()?.succeeded();
  expect(breaker.state()).toBe('closed');
});

test('a straggler that succeeds after the opening does not close it', () => {
  const { breaker, fail } = setUp();
  const straggler = breaker.enter();
  fail(3);
  straggler?.succeeded();
  expect(breaker.state()).toBe('open');
});
