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
    "es": {
        "1": "Revise. Grite. Sacuda el hombro. Frote el hueso del pecho.",
        "2": "Llame al 911. En altavoz. Diga dónde está.",
        "3": "Naloxona, si está a la mano. Un rociado en una fosa nasal.",
        "4": "Cabeza hacia atrás. Mire el pecho. Cuente hasta 10.",
        "4a": "¿No respira, o solo boquea? RCP.",
        "4b": "¿Respira lento o mal? Dé respiraciones.",
        "4c": "¿Tiene dudas? RCP.",
        "5": "¿Sigue mal después de 2 o 3 minutos? Rociador nuevo, otra fosa nasal.",
        "6": "¿Respira bien? Acueste a la persona de lado.",
        "7": "Quédese con la persona hasta que la ayuda se haga cargo.",
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
        "title": "Breathe for them: head back, chin up, pinch the nose, mouth over mouth",
        "words": "A grown-up, from the side: the head is far back, the chin up. Two fingers of one hand pinch the nose "
        "shut. The other hand lifts the chin by the bone. Whoever helps puts the mouth over the mouth. Give 2 breaths, "
        "then 1 every 5 seconds.",
        "head": "Head back.|Chin up.",
        "grown": "Grown-up: pinch the nose.",
        "pace": "2 breaths, then 1 every 5 seconds.",
    },
    "child-and-baby": {
        "title": "Breathe for a child, and for a baby",
        "words": "Left, a child: the head back, the nose pinched, mouth over mouth, as for a grown-up. 1 breath every "
        "3 seconds, gently.|Right, a baby: the head is tilted only a little. The mouth of whoever helps covers the "
        "baby's mouth and nose. Small puffs, 1 every 3 seconds.",
        "child": "Child: pinch|the nose.|1 gentle|breath every|3 seconds.",
        "baby": "Baby: mouth|over mouth|and nose.|Small puffs,|every 3|seconds.",
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

SPANISH = {
    "check": {
        "title": "Revise: sacuda el hombro, frote fuerte el hueso del pecho",
        "words": "Una persona está acostada boca arriba con los ojos cerrados, vista desde arriba. Dos brazos con "
        "mangas oscuras se acercan: son de quien ayuda.|Una mano agarra el hombro y lo sacude.|La otra mano está "
        "cerrada. Sus nudillos frotan fuerte, de arriba abajo, el hueso en medio del pecho.",
        "shake": "Grite.|Sacuda|el hombro.",
        "rub": "Frote fuerte con los nudillos|el hueso del pecho.",
    },
    "peel-dont-test": {
        "title": "Abra el paquete. No pruebe el rociador",
        "words": "A la izquierda, unos dedos despegan la tapa de un paquete pequeño, de arriba hacia abajo. Adentro "
        "está el rociador para la nariz.|A la derecha, tachado: una mano rocía al aire. No lo pruebe. Un rociado es "
        "una dosis.",
        "peel": "Abra.",
        "test": "No lo pruebe.",
        "one": "Un rociado, una dosis.",
    },
    "spray-one-nostril": {
        "title": "Naloxona: cabeza hacia atrás, punta hasta el fondo en una fosa nasal, empuje fuerte el émbolo",
        "words": "Una persona está acostada boca arriba, vista de lado. Una flecha muestra que la cabeza se inclina "
        "mucho hacia atrás y el mentón apunta arriba.|Quien ayuda sostiene el rociador con una mano: los dedos índice "
        "y medio a los lados de la punta, el pulgar en el émbolo. La punta está adentro hasta el fondo y los dedos "
        "tocan la nariz. Una flecha muestra que el pulgar empuja fuerte el émbolo hacia la nariz.|Un dibujo pequeño "
        "muestra la nariz de frente. La punta está en una fosa nasal. La otra está vacía.",
        "back": "Cabeza|hacia|atrás.",
        "push": "Empuje|fuerte.",
        "tip": "Hasta el fondo. Una fosa nasal.",
    },
    "watch-the-chest": {
        "title": "Cabeza hacia atrás, mentón arriba, mire el pecho, cuente hasta 10: luego RCP, o dé respiraciones",
        "words": "Una persona está acostada boca arriba. Quien ayuda está de rodillas junto a la cabeza: una mano en "
        "la frente inclina la cabeza hacia atrás, dos dedos de la otra mano levantan el mentón. Los ojos miran el "
        "pecho, que puede subir y bajar. Cuente hasta 10.|Abajo, el camino se divide en tres.|¿No respira, o solo "
        "boquea? RCP.|¿Respira lento o mal? Dé respiraciones.|¿Tiene dudas? RCP.",
        "watch": "Mire|el pecho.|Cuente|hasta 10.",
        "none": "¿No respira, o solo boquea?",
        "slow": "¿Respira lento o mal?",
        "unsure": "¿Tiene dudas?",
        "cpr": "RCP.",
        "breathe": "Dé respiraciones.",
    },
    "push-here": {
        "title": "RCP: dónde y cómo empujar",
        "words": "Arriba, de lado: una persona está acostada boca arriba en el piso. Quien ayuda está de rodillas "
        "junto al pecho. Los brazos están rectos. Los hombros están justo encima de las manos. Una flecha roja apunta "
        "hacia abajo: empuje.|Abajo, vista desde arriba: el talón de una mano está en medio del pecho, sobre el "
        "hueso, entre los pezones. La otra mano está encima.|5 centímetros (2 pulgadas), 2 veces por segundo.",
        "how": "Brazos rectos.|Hombros|sobre las|manos.",
        "where": "Talón de una|mano en medio|del pecho. La|otra encima.",
        "deep": "5 centímetros (2 pulgadas).|2 veces por segundo.",
    },
    "breaths": {
        "title": "Dé respiraciones: cabeza atrás, mentón arriba, nariz apretada, boca sobre boca",
        "words": "Un adulto, de lado: la cabeza bien atrás, el mentón arriba. Dos dedos de una mano aprietan la nariz. "
        "La otra mano levanta el mentón por el hueso. Quien ayuda pone su boca sobre la boca. Dé 2 respiraciones, y "
        "después 1 cada 5 segundos.",
        "head": "Cabeza atrás.|Mentón|arriba.",
        "grown": "Adulto: apriete la nariz.",
        "pace": "2 veces, luego 1 cada 5 segundos.",
    },
    "child-and-baby": {
        "title": "Dé respiraciones a un niño, y a un bebé",
        "words": "A la izquierda, un niño: la cabeza atrás, la nariz apretada, boca sobre boca, como a un adulto. 1 "
        "respiración suave cada 3 segundos.|A la derecha, un bebé: la cabeza solo un poco hacia atrás. La boca de "
        "quien ayuda cubre la boca y la nariz del bebé. Soplos pequeños, 1 cada 3 segundos.",
        "child": "Niño: apriete|la nariz.|1 soplo suave|cada|3 segundos.",
        "baby": "Bebé: boca|sobre boca y|nariz. Soplos|pequeños,|cada 3|segundos.",
    },
    "on-the-side": {
        "title": "De lado: rodilla de arriba doblada, mano debajo de la mejilla, cabeza atrás, boca hacia el piso",
        "words": "Una persona está acostada en el piso sobre el lado izquierdo, vista desde arriba. La pierna de "
        "arriba está doblada en la cadera y en la rodilla, y la rodilla descansa en el piso. La pierna de abajo está "
        "estirada. La mano de arriba está debajo de la mejilla, el otro brazo está al frente. La cabeza está hacia "
        "atrás, la boca hacia el piso. Quien ayuda está de rodillas detrás de la espalda, una mano en la cadera, otra "
        "en el hombro.|Abajo: una mujer embarazada está acostada igual. En el embarazo avanzado, siempre el lado "
        "izquierdo.",
        "how": "Rodilla de arriba doblada.|Mano bajo la mejilla. Cabeza|atrás. Boca hacia el piso.",
        "late": "¿Embarazo|avanzado?|Lado|izquierdo.",
    },
    "patch-off": {
        "title": "Un parche para el dolor: quítelo",
        "words": "Un parche cuadrado está pegado en la piel, debajo del hombro. El pulgar y el índice de quien ayuda "
        "lo toman por una esquina y lo quitan.",
        "pull": "¿Parche? Quítelo.",
    },
    "overdose-steps": {
        "title": "Qué hacer en una sobredosis, en siete pasos",
        "words": "Un cartel de siete pasos. Cada uno tiene un dibujo pequeño.",
        "head": "Sobredosis: actúe ya",
        "call": "911",
    },
    "wallet-card": {
        "title": "Una tarjeta para la cartera: siete pasos, y líneas para llenar",
        "words": "Una tira de cuatro lados, cada uno tan grande como una tarjeta de banco, con una línea de guiones "
        "para cortar. Se dobla entre los lados.|Los primeros tres lados dicen: ¿Sobredosis? Actúe ya.",
        "head": "¿Sobredosis? Actúe ya.",
        "fields": "Llevo naloxona.|Está en:|Dirección:|Su medicina:|Su clínica:|Llame por mí a:",
        "last": "El último lado dice: Llevo naloxona. Luego una línea para cada cosa: dónde está, la dirección, su "
        "medicina, su clínica, y a quién llamar por mí.",
    },
}

WORDS: dict[str, dict[str, dict[str, str]]] = {"en": ENGLISH, "es": SPANISH}
