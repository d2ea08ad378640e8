/// The width of the numbers that the engine computes with.
package enum Precision: String, Sendable, CaseIterable { case double, single }
