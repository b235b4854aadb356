package dev.stave.run;

/**
 * What images are made and judged with.
 *
 * @param maker    brings them into the store
 * @param stock    finds them there
 * @param versions reads what is in them
 * @param gates    lets them pass or not
 * @param budget  is a gate too
 * @param notes    what is written down about those that passed
 * @param logs     keeps what was printed on the way
 */
record Workshop(
        ImageMaker maker,
        ImageStock stock,
        Versions versions,
        Gates gates,
        SizeBudget budget,
        PackageNotes notes,
        ImageLogs logs) {}
