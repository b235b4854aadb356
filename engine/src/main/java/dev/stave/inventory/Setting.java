package dev.stave.inventory;

/**
 * One row of the table of settings.
 *
 * @param name     as both forms write it
 * @param shape    what its value may be
 * @param required whether the block around it needs it
 * @param doc      one line for the schema and the docs
 */
public record Setting(String name, Shape shape, boolean required, String doc) {
    static Setting optional(String name, Shape shape, String doc) {
        return new Setting(name, shape, false, doc);
    }

    static Setting required(String name, Shape shape, String doc) {
        return new Setting(name, shape, true, doc);
    }
}
