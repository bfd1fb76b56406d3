import JSONText

/// Takes JSON objects and GeoJSON features apart into the fields of a row.
///
/// An object's fields are its members; a feature's are its properties, its id, and the longitude and latitude of its
/// point. Numbers keep the digits that the file has; `null` is an empty field.
struct JSONFields {
    private var tape = JSONTape()
    private let isCollection: Bool

    /// The nodes of the object now at hand, or `nil` where it has none such.
    private var members: Int?
    private var featureID: Int?
    private var geometry: Int?
    private var isFeature = false

    private var columns: [String] = []
    private var longitude: Int?
    private var latitude: Int?
    private var id: Int?

    /// The values of the columns: their nodes, or -1 where the object lacks one.
    private var slots: [Int] = []

    /// Starts without columns.
    ///
    /// - Parameter isCollection: Whether all objects must be features, as they are in a feature collection.
    init(isCollection: Bool) {
        self.isCollection = isCollection
    }

    /// Says which fields are wanted, and in what order.
    mutating func setColumns(_ columns: [String], _ profile: ImportProfile) {
        func place(_ origin: ImportProfile.Origin) -> Int? {
            guard case .column(let name, _) = origin else { return nil }
            return columns.firstIndex(of: name)
        }
        self.columns = columns
        slots = Array(repeating: -1, count: columns.count)
        longitude = place(profile.longitude)
        latitude = place(profile.latitude)
        id = columns.firstIndex(of: "id")
    }

    /// Takes a text apart.
    ///
    /// - Throws: The rejection of what is no object, or no feature where it must be one.
    mutating func read(_ piece: JSONPiece.Text, _ bytes: [UInt8]) throws(Rejection) {
        let text = bytes.span.extracting(piece.range)
        do {
            try tape.read(text)
        } catch {
            throw rejection(
                piece,
                piece.isAtEnd
                    ? "the file ends inside this object: \(error.problem)"
                    : "is not JSON: \(error.problem) (byte \(error.offset &+ 1))")
        }
        guard tape.nodes.first?.kind == .object else { throw rejection(piece, "is not a JSON object") }
        (members, featureID, geometry, isFeature) = (0, nil, nil, false)
        try readFeature(piece, text)
    }

    private mutating func readFeature(_ piece: JSONPiece.Text, _ text: Span<UInt8>) throws(Rejection) {
        var (properties, hasProperties): (Int?, Bool) = (nil, false)
        var place = 1
        while place < tape.nodes.count {
            let name = tape.nodes[place]
            let value = place &+ 1
            if tape.isString(name, "type", of: text) {
                isFeature = tape.isString(tape.nodes[value], "Feature", of: text)
            } else if tape.isString(name, "properties", of: text) {
                hasProperties = true
                properties = tape.nodes[value].kind == .object ? value : nil
            } else if tape.isString(name, "geometry", of: text) {
                geometry = value
            } else if tape.isString(name, "id", of: text) {
                featureID = value
            }
            place = tape.nodes[value].next
        }
        isFeature = isFeature && (isCollection || hasProperties || geometry != nil)
        if isFeature { members = properties }
        if isCollection, !isFeature { throw rejection(piece, "is not a GeoJSON feature: its type is not \"Feature\"") }
    }

    /// The names of the fields of the object at hand. A feature has the places of its point under whatever name the
    /// profile reads them.
    func names(_ piece: JSONPiece.Text, _ bytes: [UInt8], _ profile: ImportProfile?) -> [String] {
        let text = bytes.span.extracting(piece.range)
        var names: [String] = []
        if let members {
            for name in tape.elements(of: members) { names.append(tape.string(tape.nodes[name], of: text)) }
        }
        guard isFeature else { return names }
        if featureID != nil, !names.contains("id") { names.append("id") }
        for origin in [profile?.longitude, profile?.latitude] {
            if case .column(let name, _) = origin, !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Puts the wanted fields of the object at hand into a record, which is empty.
    mutating func fill(
        _ record: inout FieldRecord, _ piece: JSONPiece.Text, _ bytes: [UInt8]
    ) throws(Rejection) {
        let text = bytes.span.extracting(piece.range)
        findSlots(text)
        if isFeature { try findPlace(piece, text) }
        for column in slots.indices {
            let slot = slots[column]
            if slot >= 0, tape.nodes[slot].kind != .null {
                let node = tape.nodes[slot]
                guard node.kind != .array, node.kind != .object else {
                    throw rejection(
                        piece, field: columns[column], tape.nodes[slot], text,
                        "is \(node.kind == .array ? "a list" : "an object"); it must be a text, a number, true, false or null"
                    )
                }
                tape.append(node, of: text, to: &record.bytes)
            }
            record.endField()
        }
    }

    private mutating func findSlots(_ text: Span<UInt8>) {
        for column in slots.indices { slots[column] = -1 }
        if let members {
            var place = members &+ 1
            let end = tape.nodes[members].next
            // Most objects of a file have their members in the same order, which is near the columns' order.
            var guess = 0
            while place < end {
                if let column = column(tape.nodes[place], text, from: guess) {
                    slots[column] = place &+ 1
                    guess = column &+ 1
                }
                place = tape.nodes[place &+ 1].next
            }
        }
        if let id, let featureID, isFeature, slots[id] < 0 || tape.nodes[slots[id]].kind == .null {
            slots[id] = featureID
        }
    }

    private func column(_ name: JSONTape.Node, _ text: Span<UInt8>, from guess: Int) -> Int? {
        var column = guess
        for _ in columns.indices {
            if column >= columns.count { column = 0 }
            if tape.isString(name, columns[column], of: text) { return column }
            column &+= 1
        }
        return nil
    }

    /// Takes the place from the feature's point (RFC 7946, sections 3.1.1 and 3.1.2).
    private mutating func findPlace(_ piece: JSONPiece.Text, _ text: Span<UInt8>) throws(Rejection) {
        guard let geometry, tape.nodes[geometry].kind == .object else {
            throw rejection(
                piece, field: "geometry", self.geometry.map { tape.nodes[$0] }, text,
                "is not a Point: the feature has no place")
        }
        var (type, coordinates): (JSONTape.Node?, Int?) = (nil, nil)
        for name in tape.elements(of: geometry) {
            if tape.isString(tape.nodes[name], "type", of: text) { type = tape.nodes[name &+ 1] }
            if tape.isString(tape.nodes[name], "coordinates", of: text) { coordinates = name &+ 1 }
        }
        guard let type, tape.isString(type, "Point", of: text) else {
            throw rejection(piece, field: "geometry", type, text, "is not a Point: a report has one place")
        }
        guard let coordinates, let first = position(coordinates) else {
            throw rejection(
                piece, field: "coordinates", coordinates.map { tape.nodes[$0] }, text,
                "is not a position of 2 or 3 numbers, longitude first")
        }
        if let longitude { slots[longitude] = first }
        if let latitude { slots[latitude] = first &+ 1 }
    }

    /// The node of the first number of a position, or `nil` where a value is none.
    private func position(_ node: Int) -> Int? {
        let count = tape.nodes[node].next &- node &- 1
        guard tape.nodes[node].kind == .array, count == 2 || count == 3 else { return nil }
        for number in node &+ 1...node &+ count where tape.nodes[number].kind != .number { return nil }
        return node &+ 1
    }

    private func rejection(_ piece: JSONPiece.Text, _ reason: String) -> Rejection {
        Rejection(line: piece.line, field: "", value: "", reason: reason)
    }

    private func rejection(
        _ piece: JSONPiece.Text, field: String, _ node: JSONTape.Node?, _ text: Span<UInt8>, _ reason: String
    ) -> Rejection {
        let value = node.map { tape.string($0, of: text) } ?? ""
        return Rejection(line: piece.line, field: field, value: String(value.prefix(200)), reason: reason)
    }
}
