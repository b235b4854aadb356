package dev.stave.inventory.dsl;

/** Words of {@code scan { }}. */
public final class ScanBlock extends Block {
    ScanBlock(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** The severity that refuses an image. */
    public void failOn(CharSequence severity) {
        one("failOn", severity);
    }

    /** Whether findings without a fixed version count. */
    public void ignoreUnfixed(boolean ignore) {
        one("ignoreUnfixed", ignore);
    }

    /** {@code fail}, {@code warn} or {@code allow}. */
    public void unscannable(CharSequence what) {
        one("unscannable", what);
    }

    /** {@code fail}, {@code warn} or {@code allow}. */
    public void noDatabase(CharSequence what) {
        one("noDatabase", what);
    }

    /** Accepted findings. */
    public void ignoreFile(CharSequence file) {
        one("ignoreFile", file);
    }

    /** Where Trivy's databases come from. */
    public void database(CharSequence place) {
        one("database", place);
    }
}
