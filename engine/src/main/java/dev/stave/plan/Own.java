package dev.stave.plan;

import java.util.List;
import java.util.function.Supplier;

/**
 * What an image is made of now.
 *
 * @param why why that is not what it was made of before, in words that count only where it is not
 */
record Own(Basis basis, Content gate, Supplier<List<String>> why) {
    List<String> reasons() {
        return why.get();
    }
}
