import CCairo

extension Canvas {
    /// Multiplies a picture's pixels by colours, a row of them for every row from `y` on.
    func multiply(_ pixels: [UInt8], palette: [InkColor], width columns: Int, x: Int, y: Int) {
        guard columns > 0, x >= 0, y >= 0, x < width else { return }
        let colors = palette.map { color in color.onWhite.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        let shown = min(columns, width - x)
        let rows = min(pixels.count / columns, height - y)
        withPixels { target, stride in
            for row in 0..<max(rows, 0) {
                let start = (y + row) * stride + x
                for column in 0..<shown {
                    let index = Int(pixels[row * columns + column])
                    guard index < colors.count else { continue }
                    let below = target[start + column] & 0xFFFFFF
                    target[start + column] = below == 0xFFFFFF ? colors[index] : Self.product(below, colors[index])
                }
            }
        }
    }

    /// The product of two colours whose white is 1, rounded.
    private static func product(_ first: UInt32, _ second: UInt32) -> UInt32 {
        var product: UInt32 = 0
        for shift in [UInt32(0), 8, 16] {
            let part = (first >> shift & 0xFF) * (second >> shift & 0xFF)
            product |= ((part + 127) / 255) << shift
        }
        return product
    }

    /// The picture's pixels: red, green and blue.
    func rgb() -> [UInt8] {
        let (width, height) = (width, height)
        return [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, count in
            var next = 0
            withPixels { pixels, stride in
                for row in 0..<height {
                    for column in 0..<width {
                        let pixel = pixels[row * stride + column]
                        output[next] = UInt8(truncatingIfNeeded: pixel >> 16)
                        output[next + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                        output[next + 2] = UInt8(truncatingIfNeeded: pixel)
                        next += 3
                    }
                }
            }
            count = next
        }
    }

    /// Gives the pixels, 0xRRGGBB, and how many lie between the beginnings of two rows.
    private func withPixels(_ body: (UnsafeMutableBufferPointer<UInt32>, _ stride: Int) -> Void) {
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return }
        let stride = Int(cairo_image_surface_get_stride(surface)) / 4
        data.withMemoryRebound(to: UInt32.self, capacity: stride * height) { pixels in
            body(UnsafeMutableBufferPointer(start: pixels, count: stride * height), stride)
        }
        cairo_surface_mark_dirty(surface)
    }
}
