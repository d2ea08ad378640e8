/// The epochs and updates of a network over all trainings since its weights were initialized.
package struct TrainingProgress: Sendable, Equatable {
  package var epoch = 0
  package var updates = 0
  package var schedule = ScheduleState()

  package init() {}
}
