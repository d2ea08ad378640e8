import Expressions

/// The numbers of a line on one track: of the names bound so far and of its literals.
///
/// Valid only while the judge evaluates, so that it counts no references.
struct TrackNumbers: LineNumbers {
  private let unmanagedJudge: Unmanaged<LineJudge>
  private let track: Track
  /// What the link has found so far.
  private let matching: UnsafePointer<Matching>

  init(_ judge: LineJudge, _ track: Track, _ matching: UnsafePointer<Matching>) {
    unmanagedJudge = .passUnretained(judge)
    self.track = track
    self.matching = matching
  }

  private var judge: LineJudge { unmanagedJudge._withUnsafeGuaranteedRef { $0 } }

  func number(of name: Name, at range: SourceRange) -> BoundedDecimal? {
    let key = name.key
    if !matching.pointee.boundByPosition.isEmpty,
      let bound = matching.pointee.boundByPosition.first(where: { $0.key == key })
    {
      judge.usesUnrounded = true
      return track == .printed ? bound.value : bound.unrounded
    }
    if track == .printed || track == .unrounded, let values = judge.substituted[key] {
      judge.usesUnrounded = true
      return track == .printed ? values?.printed : values?.unrounded
    }
    if track == .session, let current = judge.outside(name).first { return current }
    guard let binding = judge.names[key] else { return judge.outside(name).first }
    switch track {
    case .printed, .session: return binding.printed
    case .unrounded:
      if !binding.unrounded.isIdentical(to: binding.printed) { judge.usesUnrounded = true }
      return binding.unrounded
    case .corrected: return binding.corrected
    case .intended: return binding.intended ?? binding.printed
    }
  }

  func number(of literal: WrittenNumber, at range: SourceRange) -> BoundedDecimal {
    let printed = BoundedDecimal(literal.value)
    guard track == .unrounded || track == .corrected,
      let unrounded =
        matching.pointee.unroundedLiterals[range.lower] ?? judge.unroundedLiterals[range.lower]
        ?? judge.recalled[range.lower]
    else { return printed }
    if !unrounded.isIdentical(to: printed) { judge.usesUnrounded = true }
    return unrounded
  }
}
