import { Domain, Event, boundaryView, field } from '@domainry/core';

/** The courses of the DCB specification's examples, with every event it takes for them. */
export function newCourses() {
  const courses = new Domain('Courses');

  @courses.event({ tags: (event: CourseDefined) => [`course:${event.courseId}`] })
  class CourseDefined extends Event<CourseDefined> {
    @field.string({ required: true }) readonly courseId!: string;
    @field.integer({ required: true }) readonly capacity!: number;
  }

  @courses.event({ tags: (event: CapacityChanged) => [`course:${event.courseId}`] })
  class CapacityChanged extends Event<CapacityChanged> {
    @field.string({ required: true }) readonly courseId!: string;
    @field.integer({ required: true }) readonly capacity!: number;
  }

  @courses.event({
    tags: (event: StudentSubscribed) => [`course:${event.courseId}`, `student:${event.studentId}`],
  })
  class StudentSubscribed extends Event<StudentSubscribed> {
    @field.string({ required: true }) readonly courseId!: string;
    @field.string({ required: true }) readonly studentId!: string;
  }

  const exists = (courseId: string) =>
    boundaryView({
      query: { types: [CourseDefined], tags: [`course:${courseId}`] },
      initial: false,
      evolve: () => true,
    });
  const capacity = (courseId: string) =>
    boundaryView({
      query: { types: [CourseDefined, CapacityChanged], tags: [`course:${courseId}`] },
      initial: 0,
      evolve: (_before, event) => event.capacity,
    });
  const taken = (courseId: string) =>
    boundaryView({
      query: { types: [StudentSubscribed], tags: [`course:${courseId}`] },
      initial: 0,
      evolve: (count) => count + 1,
    });
  const coursesOf = (studentId: string) =>
    boundaryView({
      query: { types: [StudentSubscribed], tags: [`student:${studentId}`] },
      initial: [] as readonly string[],
      evolve: (before, event) => [...before, event.courseId],
    });

  return {
    courses,
    CourseDefined,
    CapacityChanged,
    StudentSubscribed,
    exists,
    capacity,
    taken,
    coursesOf,
    define: (courseId: string, seats: number) =>
      courses.events.decide({ exists: exists(courseId) }, (states) => {
        if (states.exists) throw new Error(`Course ${courseId} is there already`);
        return new CourseDefined({ courseId, capacity: seats });
      }),
    changeCapacity: (courseId: string, seats: number) =>
      courses.events.decide({ exists: exists(courseId), capacity: capacity(courseId) }, (states) => {
        if (!states.exists) throw new Error(`There is no course ${courseId}`);
        if (states.capacity === seats) throw new Error('That is the capacity already');
        return new CapacityChanged({ courseId, capacity: seats });
      }),
    subscribe: (courseId: string, studentId: string) =>
      courses.events.decide(
        {
          exists: exists(courseId),
          capacity: capacity(courseId),
          taken: taken(courseId),
          courses: coursesOf(studentId),
        },
        (states) => {
          if (!states.exists) throw new Error(`There is no course ${courseId}`);
          if (states.taken >= states.capacity) throw new Error(`Course ${courseId} is full`);
          if (states.courses.includes(courseId)) throw new Error('Subscribed already');
          if (states.courses.length >= 5) throw new Error('No more than 5 courses');
          return new StudentSubscribed({ courseId, studentId });
        },
      ),
  };
}
