// biome-ignore-all format: written by test/bench/matching/train-shipped-models.ts; train again instead of editing.
import type { PackedModel } from '../unpack-model.ts';

export const legalEntityParameters: PackedModel = {
 "version": "legal-entity-shipped-5f1e5ff64bb5",
 "parameters": {
  "sources": {
   "pair": {
    "m": 1,
    "u": 1
   }
  },
  "code": {
   "equal": {
    "m": 0.926301,
    "u": 7.14412e-7
   },
   "organisation": {
    "m": 0.0606894,
    "u": 4.62154e-8
   },
   "typo": {
    "m": 0.0121027,
    "u": 0.00000464793
   },
   "differ": {
    "m": 0.00000758219,
    "u": 0.915489
   },
   "unlike": {
    "m": 0.00089936,
    "u": 0.0845053
   }
  },
  "name": {
   "equal": {
    "m": 0.974171,
    "u": 0.000117275
   },
   "same-sound": {
    "m": 0.0253565,
    "u": 0.00000190474
   },
   "former": {
    "m": 0.0000627676,
    "u": 0.00000100009
   },
   "brand": {
    "m": 0.000188341,
    "u": 0.000713636
   },
   "like": {
    "m": 0.0001256,
    "u": 0.012944
   },
   "different": {
    "m": 0.0000958276,
    "u": 0.986222
   }
  },
  "branch": {},
  "address": {
   "dwelling": {
    "m": 0.922554,
    "u": 0.0000914063
   },
   "building": {
    "m": 0.00018074,
    "u": 0.000831029
   },
   "grid": {
    "m": 0.0758134,
    "u": 0.009542
   },
   "different": {
    "m": 0.00145179,
    "u": 0.989536
   }
  },
  "representative": {
   "equal": {
    "m": 0.891534,
    "u": 0.000177879
   },
   "same-sound": {
    "m": 0.000096976,
    "u": 0.0000332986
   },
   "different": {
    "m": 0.108369,
    "u": 0.999789
   }
  },
  "phone": {
   "equal": {
    "m": 0.666568,
    "u": 5.33044e-7
   },
   "different": {
    "m": 0.333432,
    "u": 0.999999
   }
  }
 },
 "prior": 0.0000797406,
 "datasetPairs": [
  {
   "datasets": [
    "civil-affairs.social-organisation",
    "civil-affairs.social-organisation"
   ],
   "prior": 0.00000345326,
   "m": {
    "sources": {
     "pair": 1
    },
    "code": {
     "equal": 0.9263,
     "organisation": 0.0606893,
     "typo": 0.0121027,
     "differ": 0.00000758218,
     "unlike": 0.00090024
    },
    "name": {
     "equal": 0.974169,
     "same-sound": 0.0253588,
     "former": 0.0000627645,
     "brand": 0.000188341,
     "like": 0.000125626,
     "different": 0.0000959228
    },
    "branch": {},
    "address": {
     "dwelling": 0.922508,
     "building": 0.000180731,
     "grid": 0.0758097,
     "different": 0.00150113
    },
    "representative": {
     "equal": 0.89149,
     "same-sound": 0.0000969712,
     "different": 0.108413
    },
    "phone": {
     "equal": 0.666539,
     "different": 0.333461
    }
   }
  },
  {
   "datasets": [
    "civil-affairs.social-organisation",
    "health.institution"
   ],
   "prior": 0.000305876,
   "m": {
    "sources": {
     "pair": 1
    },
    "code": {
     "equal": 0.927923,
     "organisation": 0.056619,
     "typo": 0.0153395,
     "differ": 9.52532e-7,
     "unlike": 0.000117484
    },
    "name": {
     "equal": 0.971118,
     "same-sound": 0.0288287,
     "former": 0.00000680119,
     "brand": 0.0000204362,
     "like": 0.0000136099,
     "different": 0.0000121229
    },
    "branch": {},
    "address": {
     "dwelling": 0.910455,
     "building": 0.0000197111,
     "grid": 0.0885981,
     "different": 0.000927683
    },
    "representative": {
     "equal": 0.893014,
     "same-sound": 0.0000105078,
     "different": 0.106975
    },
    "phone": {
     "equal": 0.66379,
     "different": 0.33621
    }
   }
  },
  {
   "datasets": [
    "civil-affairs.social-organisation",
    "public-security.special-trade"
   ],
   "prior": 0.0000264044,
   "m": {
    "sources": {
     "pair": 1
    },
    "code": {
     "equal": 0.911581,
     "organisation": 0.0714187,
     "typo": 0.0166414,
     "differ": 0.00000299691,
     "unlike": 0.000355727
    },
    "name": {
     "equal": 0.971384,
     "same-sound": 0.0284368,
     "former": 0.0000236862,
     "brand": 0.0000711053,
     "like": 0.0000473966,
     "different": 0.0000367528
    },
    "branch": {},
    "address": {
     "dwelling": 0.92924,
     "building": 0.0000682047,
     "grid": 0.0701191,
     "different": 0.000573056
    },
    "representative": {
     "equal": 0.864741,
     "same-sound": 0.0000365952,
     "different": 0.135222
    },
    "phone": {
     "equal": 0.684809,
     "different": 0.315191
    }
   }
  },
  {
   "datasets": [
    "health.institution",
    "health.institution"
   ],
   "prior": 0.000168708,
   "m": {
    "sources": {
     "pair": 1
    },
    "code": {
     "equal": 0.940154,
     "organisation": 0.047731,
     "typo": 0.0116329,
     "differ": 0.00000399061,
     "unlike": 0.000478326
    },
    "name": {
     "equal": 0.978552,
     "same-sound": 0.0212254,
     "former": 0.0000293733,
     "brand": 0.0000882104,
     "like": 0.0000591299,
     "different": 0.0000460588
    },
    "branch": {},
    "address": {
     "dwelling": 0.941809,
     "building": 0.0000845807,
     "grid": 0.0557865,
     "different": 0.00231997
    },
    "representative": {
     "equal": 0.899218,
     "same-sound": 0.0000453817,
     "different": 0.100736
    },
    "phone": {
     "equal": 0.666441,
     "different": 0.333559
    }
   }
  },
  {
   "datasets": [
    "health.institution",
    "public-security.special-trade"
   ],
   "prior": 0.0000031538,
   "m": {
    "sources": {
     "pair": 1
    },
    "code": {
     "equal": 0.926301,
     "organisation": 0.0606894,
     "typo": 0.0121027,
     "differ": 0.00000758219,
     "unlike": 0.000899362
    },
    "name": {
     "equal": 0.974171,
     "same-sound": 0.0253565,
     "former": 0.0000627676,
     "brand": 0.000188384,
     "like": 0.000125599,
     "different": 0.0000962148
    },
    "branch": {},
    "address": {
     "dwelling": 0.922554,
     "building": 0.00018074,
     "grid": 0.0758134,
     "different": 0.00145204
    },
    "representative": {
     "equal": 0.891534,
     "same-sound": 0.0000969759,
     "different": 0.108369
    },
    "phone": {
     "equal": 0.666567,
     "different": 0.333433
    }
   }
  },
  {
   "datasets": [
    "public-security.special-trade",
    "public-security.special-trade"
   ],
   "prior": 0.00011439,
   "m": {
    "sources": {
     "pair": 1
    },
    "code": {
     "equal": 0.927021,
     "organisation": 0.0662637,
     "typo": 0.00442895,
     "differ": 0.00000151932,
     "unlike": 0.00228514
    },
    "name": {
     "equal": 0.980399,
     "same-sound": 0.0195122,
     "former": 0.0000116195,
     "brand": 0.0000348719,
     "like": 0.0000232882,
     "different": 0.0000187066
    },
    "branch": {},
    "address": {
     "dwelling": 0.933472,
     "building": 0.0000879708,
     "grid": 0.0649267,
     "different": 0.00151348
    },
    "representative": {
     "equal": 0.899964,
     "same-sound": 0.0000179521,
     "different": 0.100018
    },
    "phone": {
     "equal": 0.663007,
     "different": 0.336993
    }
   }
  }
 ],
 "limits": [
  null
 ],
 "cuts": {
  "link": 3.16993,
  "review": 0
 },
 "estimates": {
  "records": 6219,
  "candidatePairs": 20767,
  "matches": 1542,
  "links": 1538,
  "reviews": 3,
  "precision": 0.999986,
  "recall": 0.997538
 },
 "termFrequencies": {
  "name.core": {
   "total": 6219,
   "average": 0.0002253,
   "rest": 0.0002094,
   "values": "金桥酒店 0.001769|荣升诊所 0.001609|雅致诊所 0.001609|信达诊所 0.001448|康泰诊所 0.001448|悦享印章制作 0.001448|欣荣酒店 0.001448"
  },
  "representative.folded": {
   "total": 6219,
   "average": 0.000276,
   "rest": 0.0002487,
   "values": "李静 0.003377|李敏 0.002413|刘婷 0.001769|王倩 0.001769|李宇 0.001609|李波 0.001609"
  }
 }
};
