package weir.lake.schema;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import weir.lake.json.JsonKind;
import weir.lake.json.JsonScanner;
import weir.lake.json.MemberNames;

/** What the columns of an object want of one of its members: the value itself, deeper members, or both. */
final class Member {

    private final Target[] targets;
    private final MemberNames names;
    private final Member[] members;
    /** Where the values of deeper members are kept. */
    private final int[] below;

    private final Place place;

    private Member(List<Target> targets, Map<String, Member> members, int[] below, Place place) {
        this.targets = targets.toArray(new Target[0]);
        this.names = new MemberNames(List.copyOf(members.keySet()));
        this.members = members.values().toArray(new Member[0]);
        this.below = below;
        this.place = place;
    }

    /** The member that is {@code depth} names below the object. */
    static Member of(List<Target> targets, int depth, Place place) {
        List<Target> here = new ArrayList<>();
        Map<String, List<Target>> deeper = new LinkedHashMap<>();
        for (Target target : targets) {
            if (target.path().size() == depth) {
                here.add(target);
            } else {
                deeper.computeIfAbsent(target.path().get(depth), name -> new ArrayList<>())
                        .add(target);
            }
        }
        Map<String, Member> members = new LinkedHashMap<>();
        deeper.forEach((name, below) -> members.put(name, of(below, depth + 1, place.member(name))));
        int[] below = deeper.values().stream()
                .flatMap(List::stream)
                .mapToInt(Target::index)
                .toArray();
        return new Member(here, members, below, place);
    }

    /** Reads the members of the object that comes next; false if it is none. */
    boolean enter(JsonScanner line, Object[] found, Rescue rescue) throws ParseException {
        JsonKind kind = line.kind();
        if (kind != JsonKind.OBJECT) {
            line.skip();
            if (kind != JsonKind.NULL) {
                rescue.add(place, line);
            }
            return false;
        }
        for (boolean more = line.enter(); more; more = line.next()) {
            int index = line.member(names);
            if (index < 0) {
                line.skip();
            } else {
                members[index].read(line, found, rescue);
            }
        }
        return true;
    }

    private void read(JsonScanner line, Object[] found, Rescue rescue) throws ParseException {
        int position = line.position();
        for (Target target : targets) {
            line.back(position);
            target.read(line, found, rescue);
        }
        if (members.length > 0) {
            line.back(position);
            forgetDeeper(found);
            enter(line, found, rescue);
        }
    }

    /** The member may have stood in the object before. */
    private void forgetDeeper(Object[] found) {
        for (int index : below) {
            found[index] = null;
        }
    }
}
