// Makes up the houses: node make-houses.mjs > data/houses.csv
// The numbers come from a seed, so every machine makes the same bytes.
let state = 20_261_123;

/** The next number from 0 to 1, by mulberry32. */
function draw() {
  state = (state + 0x6d2b79f5) | 0;
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
}

const between = (least, most) => Math.round(least + draw() * (most - least));

console.log('area,rooms,age,price');
for (let house = 0; house < 80; house++) {
  const area = between(40, 200);
  const rooms = Math.max(1, Math.round(area / 32) + between(-1, 1));
  const age = between(0, 80);
  const price = 60 + 2.7 * area + 12 * rooms - 0.9 * age + between(-30, 30);
  console.log([area, rooms, age, price.toFixed(1)].join(','));
}
