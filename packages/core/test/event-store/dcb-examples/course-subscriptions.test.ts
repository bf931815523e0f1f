import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AnyEvent } from '@domainry/core';
import { newCourses } from '../courses.js';

/** The scenarios of https://dcb.events/examples/course-subscriptions/, and what its constraints say beside them. */
let world: ReturnType<typeof newCourses>;
beforeEach(async () => {
  world = newCourses();
  await world.courses.init();
});
afterEach(() => world.courses.close());

const given = (...events: AnyEvent[]) => world.courses.events.append(events);

/** What a decision came to. */
async function last(): Promise<object> {
  const { events } = await world.courses.events.read([]);
  return events.at(-1)!.event;
}

const defined = (courseId: string, capacity: number) => new world.CourseDefined({ courseId, capacity });
const subscribed = (studentId: string, courseId: string) =>
  new world.StudentSubscribedToCourse({ studentId, courseId });

test('a course with a new identity is defined', async () => {
  await world.define('c1', 15);

  expect(await last()).toEqual(defined('c1', 15));
});

test('a course with an identity that exists is refused', async () => {
  await given(defined('c1', 10));

  await expect(world.define('c1', 15)).rejects.toThrow('Course c1 is there already');
});

test('the capacity of a course that does not exist cannot be changed', async () => {
  await expect(world.changeCapacity('c0', 15)).rejects.toThrow('There is no course c0');
});

test('the capacity of a course is changed to another value, and not to the same', async () => {
  await given(defined('c1', 12));

  await expect(world.changeCapacity('c1', 12)).rejects.toThrow('That is the capacity already');
  await world.changeCapacity('c1', 15);

  expect(await last()).toEqual(new world.CourseCapacityChanged({ courseId: 'c1', newCapacity: 15 }));
});

test('a student cannot subscribe to a course that does not exist', async () => {
  await expect(world.subscribe('c0', 's1')).rejects.toThrow('There is no course c0');
});

test('a student cannot subscribe to a course that is fully booked, until its capacity is changed', async () => {
  await given(defined('c1', 3), subscribed('s1', 'c1'), subscribed('s2', 'c1'), subscribed('s3', 'c1'));

  await expect(world.subscribe('c1', 's4')).rejects.toThrow('Course c1 is full');
  await world.changeCapacity('c1', 4);
  await world.subscribe('c1', 's4');
});

test('a student cannot subscribe to the same course twice', async () => {
  await given(defined('c1', 10), subscribed('s1', 'c1'));

  await expect(world.subscribe('c1', 's1')).rejects.toThrow('Subscribed already');
});

test('a student cannot subscribe to more than five courses', async () => {
  const five = ['c1', 'c2', 'c3', 'c4', 'c5'].map((course) => subscribed('s1', course));
  await given(defined('c6', 10), ...five);

  await expect(world.subscribe('c6', 's1')).rejects.toThrow('No more than 5 courses');
  await world.subscribe('c6', 's2');
});

test('a student subscribes to a course with a free seat', async () => {
  await given(defined('c1', 10));

  await world.subscribe('c1', 's1');

  expect(await last()).toEqual(subscribed('s1', 'c1'));
});

test('of many who want the last seats at once, as many as there are get one', async () => {
  await given(defined('c1', 3));
  const students = Array.from({ length: 12 }, (_, index) => `s${index}`);

  const outcomes = await Promise.allSettled(
    students.map((studentId) =>
      world.courses.events.decide(
        { capacity: world.capacity('c1'), taken: world.taken('c1') },
        ({ capacity, taken }) => {
          if (taken >= capacity) throw new Error('full');
          return subscribed(studentId, 'c1');
        },
        { attempts: 50 },
      ),
    ),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const { events } = await world.courses.events.read({ types: [world.StudentSubscribedToCourse] });
  expect(events).toHaveLength(3);
});
