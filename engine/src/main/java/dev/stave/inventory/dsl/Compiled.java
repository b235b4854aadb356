package dev.stave.inventory.dsl;

import java.util.List;
import java.util.Map;

/**
 * A compiled stack file.
 *
 * @param classes  by name
 * @param pure     whether it does nothing but declare
 * @param findings what is wrong with it as far as its text alone shows
 */
record Compiled(Map<String, byte[]> classes, boolean pure, List<Finding> findings) {
    /** @param subject what is wrong, as in a problem */
    record Finding(int line, String subject, String message) {}
}
