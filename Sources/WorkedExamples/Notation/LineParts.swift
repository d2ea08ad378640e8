/// Which parts a line has in addition to its name and its result.
package enum LineParts: String, Sendable, CaseIterable { case full, formula, numbers, result, off }
