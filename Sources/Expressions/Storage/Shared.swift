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
      if !isKnownUniquelyReferenced(&box) { copyBox() }
      yield &box.content
    }
  }

  /// Not inlined, because the accessor would allocate memory for its copy of the content whenever it runs.
  @inline(never) @usableFromInline mutating func copyBox() { box = Box(box.content) }

  /// A part of the value, without an accessor that yields, which may not be inlined.
  @inlinable @inline(__always)
  package func part<Part>(_ part: KeyPath<Content, Part>) -> Part { box.content[keyPath: part] }

  /// Whether both share one box: their values are equal then, without a look at them.
  @inlinable package func isSame(as other: Shared) -> Bool { box === other.box }
}
