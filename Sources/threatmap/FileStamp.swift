import Foundation

/// What tells that a file is not what it was, without reading it: its number, size and time of change. A file that was
/// replaced by another has another number, whatever its time says.
struct FileStamp: Equatable {
    private let device: UInt64
    private let number: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// The stamp of a regular file, also behind a symbolic link; `nil` for all else.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = Int(status.st_mtim.tv_sec)
        nanoseconds = Int(status.st_mtim.tv_nsec)
    }

    /// The files `*.json` of a directory by name, or `nil` where it cannot be read. Hidden ones, such as those that editors
    /// leave while they write, are left out.
    static func jsonFiles(of directory: String) -> [String: FileStamp]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return nil }
        var stamps: [String: FileStamp] = [:]
        for name in names where name.hasSuffix(".json") && !name.hasPrefix(".") {
            stamps[name] = FileStamp("\(directory)/\(name)")
        }
        return stamps
    }
}
