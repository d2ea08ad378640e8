/// A name with its subscripts and member: `loss`, `h2[3].out`, `w[i1,h3].grad`.
@usableFromInline package struct Name: Sendable {
  package var base: String
  package var subscripts: [Expression]
  package var member: String?

  package init(_ base: String, subscripts: [Expression] = [], member: String? = nil) {
    self.base = base
    self.subscripts = subscripts
    self.member = member
  }

  /// Whether it has neither subscripts nor a member.
  package var isPlain: Bool { subscripts.isEmpty && member == nil }
}

extension Name: Equatable {
  @usableFromInline package static func == (left: Name, right: Name) -> Bool {
    left.base == right.base && left.member == right.member && left.subscripts == right.subscripts
  }
}
