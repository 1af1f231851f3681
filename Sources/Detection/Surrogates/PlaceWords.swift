/// Words in names of places and organizations that say what kind of thing it is; they stay, so that the sense does.
enum PlaceWords {
    static let kept: Set<[UInt8]> = Set(
        """
        inc llc ltd limited plc corp corporation company co gmbh ag kg ohg se sa sas sarl srl spa bv nv ab as oy aps kft sp zoo pty group holding holdings bank university
        universität hospital clinic klinik school college institute department ministry city of the and und et de la le les del di da for für street st road rd avenue ave lane ln
        drive dr boulevard blvd way court ct place square sq straße strasse str platz weg allee gasse rue via calle plaza north south east west new upper lower apt suite floor
        box po p o county state province district river lake mount mountain island bay port saint san santa
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Array(String($0).utf8) })
}
