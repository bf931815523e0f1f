import { Domain, Event, boundaryView, field } from '@domainry/core';

/** The courses of the example at dcb.events: its events, tags, projections and constraints. */
export function newCourses() {
  const courses = new Domain('Courses');

  @courses.event({ tags: (event: CourseDefined) => [`course:${event.courseId}`] })
  class CourseDefined extends Event<CourseDefined> {
    @field.string({ required: true }) readonly courseId!: string;
    @field.integer({ required: true }) readonly capacity!: number;
  }

  @courses.event({ tags: (event: CourseCapacityChanged) => [`course:${event.courseId}`] })
  class CourseCapacityChanged extends Event<CourseCapacityChanged> {
    @field.string({ required: true }) readonly courseId!: string;
    @field.integer({ required: true }) readonly newCapacity!: number;
  }

  @courses.event({
    tags: ({ courseId, studentId }: StudentSubscribedToCourse) => [
      `student:${studentId}`,
      `course:${courseId}`,
    ],
  })
  class StudentSubscribedToCourse extends Event<StudentSubscribedToCourse> {
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
      query: { types: [CourseDefined, CourseCapacityChanged], tags: [`course:${courseId}`] },
      initial: 0,
      evolve: (_before, event) => (event instanceof CourseDefined ? event.capacity : event.newCapacity),
    });
  const taken = (courseId: string) =>
    boundaryView({
      query: { types: [StudentSubscribedToCourse], tags: [`course:${courseId}`] },
      initial: 0,
      evolve: (count) => count + 1,
    });
  const coursesOf = (studentId: string) =>
    boundaryView({
      query: { types: [StudentSubscribedToCourse], tags: [`student:${studentId}`] },
      initial: 0,
      evolve: (count) => count + 1,
    });
  const isSubscribed = (courseId: string, studentId: string) =>
    boundaryView({
      query: { types: [StudentSubscribedToCourse], tags: [`student:${studentId}`, `course:${courseId}`] },
      initial: false,
      evolve: () => true,
    });

  return {
    courses,
    CourseDefined,
    CourseCapacityChanged,
    StudentSubscribedToCourse,
    exists,
    capacity,
    taken,
    define: (courseId: string, seats: number) =>
      courses.events.decide({ exists: exists(courseId) }, (states) => {
        if (states.exists) throw new Error(`Course ${courseId} is there already`);
        return new CourseDefined({ courseId, capacity: seats });
      }),
    changeCapacity: (courseId: string, seats: number) =>
      courses.events.decide({ exists: exists(courseId), capacity: capacity(courseId) }, (states) => {
        if (!states.exists) throw new Error(`There is no course ${courseId}`);
        if (states.capacity === seats) throw new Error('That is the capacity already');
        return new CourseCapacityChanged({ courseId, newCapacity: seats });
      }),
    subscribe: (courseId: string, studentId: string) =>
      courses.events.decide(
        {
          exists: exists(courseId),
          capacity: capacity(courseId),
          taken: taken(courseId),
          courses: coursesOf(studentId),
          isSubscribed: isSubscribed(courseId, studentId),
        },
        (states) => {
          if (!states.exists) throw new Error(`There is no course ${courseId}`);
          if (states.taken >= states.capacity) throw new Error(`Course ${courseId} is full`);
          if (states.isSubscribed) throw new Error('Subscribed already');
          if (states.courses >= 5) throw new Error('No more than 5 courses');
          return new StudentSubscribedToCourse({ courseId, studentId });
        },
      ),
  };
}
