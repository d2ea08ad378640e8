/// The floating-point precision of the engine.
package enum Precision: String, Sendable, CaseIterable { case double, single }
