"""The words of the rescue pictures: for each language, each drawing's title, description and labels.

``|`` begins a new paragraph of a description, or a new line of a label. The headlines are those of the
seven steps, word for word; ``4a`` to ``4c`` are the choice of the fourth.
"""

from __future__ import annotations

HEADLINES = {
    "en": {
        "1": "Check. Shout. Shake the shoulder. Rub the breastbone.",
        "2": "Call 911. On speaker. Say where you are.",
        "3": "Naloxone, if it is in reach. One spray, one nostril.",
        "4": "Head back. Watch the chest. Count to 10.",
        "4a": "No breath, or only gasps? CPR.",
        "4b": "Slow or bad breaths? Breathe for them.",
        "4c": "Not sure? CPR.",
        "5": "Still not right after 2 to 3 minutes? New spray, other nostril.",
        "6": "Breathing well? Onto the side.",
        "7": "Stay until help takes over.",
    },
}

ENGLISH = {
    "check": {
        "title": "Check: shake the shoulder, rub the breastbone hard",
        "words": "Someone lies on the back with closed eyes, seen from above. Two arms in dark sleeves reach in: they "
        "belong to whoever helps.|One hand holds the shoulder and shakes it.|The other hand is a fist. Its knuckles "
        "rub up and down, hard, on the breastbone: the bone in the middle of the chest.",
        "shake": "Shout.|Shake the|shoulder.",
        "rub": "Rub the breastbone hard|with your knuckles.",
    },
    "peel-dont-test": {
        "title": "Peel the pack. Do not test the spray",
        "words": "Left: fingers peel the foil off a small pack, from the top down. The nose spray lies in it.|Right, "
        "crossed out: a hand sprays into the air. Do not test it. One spray is one dose.",
        "peel": "Peel.",
        "test": "Do not test.",
        "one": "One spray, one dose.",
    },
    "spray-one-nostril": {
        "title": "Naloxone: head back, tip all the way in one nostril, push the plunger hard",
        "words": "Someone lies on the back, seen from the side. An arrow shows that the head tips far back, so that "
        "the chin points up.|Whoever helps holds the nose spray in one hand: the first and the middle finger beside "
        "the tip, the thumb on the plunger. The tip is all the way in, and the fingers touch the nose. An arrow shows "
        "that the thumb pushes the plunger toward the nose, hard.|A small drawing shows the nose from the front. The "
        "tip is in one nostril. The other nostril is empty.",
        "back": "Head|back.",
        "push": "Push hard.",
        "tip": "All the way in. One nostril.",
    },
    "watch-the-chest": {
        "title": "Head back, chin up, watch the chest, count to 10: then CPR, or breathe for them",
        "words": "Someone lies flat on the back. Whoever helps kneels at the head: one hand on the forehead tips the "
        "head back, two fingers of the other hand lift the chin. The eyes look along the chest, which may rise and "
        "fall. Count to 10.|Below, the way parts in three.|No breath, or only gasps? CPR.|Slow or bad breaths? Breathe "
        "for them.|Not sure? CPR.",
        "watch": "Watch|the chest.|Count to 10.",
        "none": "No breath, or only gasps?",
        "slow": "Slow or bad breaths?",
        "unsure": "Not sure?",
        "cpr": "CPR.",
        "breathe": "Breathe for them.",
    },
    "push-here": {
        "title": "CPR: where and how to push",
        "words": "Top, from the side: someone lies flat on the floor. Whoever helps kneels beside the chest. The arms "
        "are straight. The shoulders are right above the hands. A red arrow points straight down: push.|Bottom, from "
        "above: the heel of one hand lies mid-chest, on the breastbone, between the nipples. The other hand lies on "
        "top of it.|2 inches deep, 2 pushes a second.",
        "how": "Arms straight.|Shoulders|above hands.",
        "where": "Mid-chest.|Heel of one|hand. Other|hand on top.",
        "deep": "2 inches deep.|2 pushes a second.",
    },
    "breaths": {
        "title": "Breathe for them: a grown-up, a child, a baby",
        "words": "A grown-up, from the side: the head is far back, the chin up. Two fingers of one hand pinch the nose "
        "shut. The other hand lifts the chin by the bone. Whoever helps puts the mouth over the mouth. Give 2 breaths, "
        "then 1 every 5 seconds.|A child: the head back, the nose pinched, mouth over mouth, in the same way. 1 breath "
        "every 3 seconds, gently.|A baby: the head is tilted only a little. The mouth of whoever helps covers the "
        "baby's mouth and nose. Small puffs, 1 every 3 seconds.",
        "head": "Head back.|Chin up.",
        "grown": "Grown-up: pinch the nose.",
        "pace": "2 breaths, then 1 every 5 seconds.",
        "child": "Child: pinch|the nose.|1 gentle breath|every 3 seconds.",
        "baby": "Baby: mouth|over mouth|and nose.|Small puffs.",
    },
    "on-the-side": {
        "title": "On the side: top knee bent, hand under the cheek, head back, mouth toward the floor",
        "words": "Someone lies on the floor on the left side, seen from above. The top leg is bent at the hip and the "
        "knee, and its knee rests on the floor. The lower leg is straight. The hand of the top arm is under the cheek, "
        "the other arm lies in front. The head is back, the mouth toward the floor. Whoever helps kneels behind the "
        "back, one hand on the hip, one on the shoulder.|Below: a pregnant person lies in the same way. Late in "
        "pregnancy it is always the left side.",
        "how": "Top knee bent. Head back.|Hand under the cheek.|Mouth toward the floor.",
        "late": "Late in|pregnancy?|The left|side.",
    },
    "patch-off": {
        "title": "A pain patch: pull it off",
        "words": "A square patch sticks on the skin below the shoulder. The thumb and the first finger of whoever "
        "helps hold it by a corner and pull it off.",
        "pull": "Pain patch? Pull it off.",
    },
    "overdose-steps": {
        "title": "What to do in an overdose, in seven steps",
        "words": "A poster of seven steps. Each has a small drawing.",
        "head": "Overdose: act now",
        "call": "911",
    },
    "wallet-card": {
        "title": "A card for the wallet: seven steps, and lines to fill in",
        "words": "A strip of four sides, each as large as a bank card, with a dashed line to cut along. It folds "
        "between the sides.|The first three sides say: Overdose? Act now.",
        "head": "Overdose? Act now.",
        "fields": "I carry naloxone.|It is in:|Our address:|Their medicine:|Their clinic:|Call for me:",
        "last": "The last side says: I carry naloxone. Then a line each for where it is, our address, their medicine, "
        "their clinic, and whom to call for me.",
    },
}

WORDS: dict[str, dict[str, dict[str, str]]] = {"en": ENGLISH}
