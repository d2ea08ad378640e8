/// How far a network's training has come, over all trainings since its weights were new.
package struct TrainingProgress: Sendable, Equatable {
  package var epoch = 0
  package var updates = 0
  package var schedule = ScheduleState()

  package init() {}
}
