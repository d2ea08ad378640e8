/// A value in a box that is copied on write: copying it copies one reference, however large the value.
@usableFromInline package struct Shared<Content: Sendable>: Sendable {
  @usableFromInline final class Box: @unchecked Sendable {
    @usableFromInline var content: Content

    @inlinable init(_ content: Content) { self.content = content }
  }

  @usableFromInline var box: Box

  @inlinable package init(_ content: Content) { box = Box(content) }

  @inlinable package var value: Content {
    @inline(__always) _read { yield box.content }
  }

  /// The value for writing.
  @inlinable package var unique: Content {
    @inline(__always) _read { yield box.content }
    @inline(__always) _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.content) }
      yield &box.content
    }
  }

  /// Whether both share one box: their values are equal then, without a look at them.
  @inlinable package func isSame(as other: Shared) -> Bool { box === other.box }
}
