package weir.lake.schema;

/** Where in a line a value stands, as JSON Pointer (RFC 6901); the elements of an array share one that moves. */
final class Place {

    static final Place LINE = new Place(null, null);

    private final Place holder;
    private final String name;
    private int index;

    private Place(Place holder, String name) {
        this.holder = holder;
        this.name = name;
    }

    /** The place of a member of the object that stands here. */
    Place member(String memberName) {
        return new Place(this, memberName);
    }

    /** The place of the first element of the array that stands here. */
    Place elements() {
        return new Place(this, null);
    }

    /** Moves to an element of the array. */
    void moveTo(int elementIndex) {
        index = elementIndex;
    }

    /** The way from the line to the value. */
    String pointer() {
        if (holder == null) {
            return "";
        }
        return holder.pointer() + '/' + (name == null ? String.valueOf(index) : escaped(name));
    }

    /** A name as pointers spell it. */
    static String escaped(String memberName) {
        return memberName.replace("~", "~0").replace("/", "~1");
    }
}
