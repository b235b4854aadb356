package dev.stave.plan;

import java.util.List;

/**
 * What an image is made of now.
 *
 * @param reasons why that is not what it was made of before, in words that count only where it is not
 */
record Own(Basis basis, Content gate, List<String> reasons) {}
