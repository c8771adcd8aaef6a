package io.feedmill.schemas;

import io.feedmill.avro.RawItem;
import org.apache.avro.util.ClassSecurityValidator;

/** What Avro may do in this process: which classes it may make objects of, and how much a record may make it allocate. */
final class AvroLimits {

    /** Far above any record the topics take, far below what a hostile length could ask for. */
    private static final int MAX_LENGTH = 16 << 20;

    static {
        // Avro 1.12.2 makes objects only of classes it was told to trust; ours are the generated ones.
        String ours = RawItem.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(ours)));
        for (String what : new String[] {"bytes", "string", "collectionItems"}) {
            String property = "org.apache.avro.limits." + what + ".maxLength";
            if (System.getProperty(property) == null) {
                System.setProperty(property, Integer.toString(MAX_LENGTH));
            }
        }
    }

    private AvroLimits() {}

    /** Sets them, once in a process. */
    static void set() {
        // The class's initialiser has done it.
    }
}
