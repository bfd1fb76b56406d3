import Foundation

extension PaperLines {
    /// A circle, as a polygon that no printer tells from one.
    static func circle(_ middle: PaperPoint, _ radius: Double) -> PaperLines {
        let corners = (0..<32).map { corner in
            let angle = Double(corner) * .pi / 16
            return middle.moved(radius * cos(angle), radius * sin(angle))
        }
        return PaperLines([corners], isClosed: true)
    }
}
